/**
 * The jobs in a process of their own, so that nothing that goes wrong in native code, and no second copy of the tensor
 * library, can take the host down. {@link org.chimle.worker.WorkerCompute} is the host's side,
 * {@link org.chimle.worker.WorkerMain} the program that the process runs; they talk through Appose: a line of JSON for
 * every request, event and reply, and a block of shared memory for pixels. Belongs here: starting and ending the process,
 * what is said between the two. Does not belong here: what a job does, and how a host shows it.
 */
package org.chimle.worker;
