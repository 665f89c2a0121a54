package org.chimle.workflow;

import org.chimle.engine.job.JobMonitor;

/**
 * A job that is data: a record of numbers, texts, enumerations, lists, other records and images, whose result is such a
 * record too. So it can run in another process.
 *
 * @param <R> the result
 */
public interface Job<R> {

	/**
	 * Runs the job on the calling thread.
	 *
	 * @param monitor told of progress, asked whether to stop
	 * @return the result
	 */
	R run(JobMonitor monitor);

	/** @return the record that {@link #run} returns */
	Class<R> resultType();
}
