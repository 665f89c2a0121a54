/**
 * Finds out what every device of a computer can do, by a convolution whose result is known. Belongs here: the check and its
 * report. Does not belong here: which device a job takes.
 */
package org.chimle.engine.device;
