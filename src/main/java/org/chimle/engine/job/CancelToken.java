package org.chimle.engine.job;

/**
 * A request to stop that any thread may make and that long loops ask for. Once cancelled, a token stays cancelled.
 */
public final class CancelToken {

	private volatile boolean cancelled;

	/** Asks the job to stop as soon as it can. */
	public void cancel() {
		cancelled = true;
	}

	/** @return whether {@link #cancel()} has been called */
	public boolean isCancelled() {
		return cancelled;
	}

	/**
	 * Leaves the current job when a stop was asked for.
	 *
	 * @throws JobCancelledException if {@link #cancel()} has been called
	 */
	public void check() {
		if (cancelled) throw new JobCancelledException();
	}
}
