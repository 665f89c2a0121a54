package org.chimle.engine.job;

/** Receives the events of a job, on the job's thread; it should return quickly. */
@FunctionalInterface
public interface JobListener {

	/** @param event what happened */
	void onEvent(JobEvent event);
}
