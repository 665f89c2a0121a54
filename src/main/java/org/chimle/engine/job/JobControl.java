package org.chimle.engine.job;

/**
 * What the user of a running job may ask of it, from any thread: to end, to pause, to make a checkpoint. Long loops look
 * here.
 */
public final class JobControl {

	private volatile Ending ending;
	private volatile boolean paused;
	private volatile boolean checkpointWanted;
	private long pausedSince;
	private long pausedNanos;

	/** Asks the job to stop as soon as it can, see {@link Ending#STOPPED}. */
	public void cancel() {
		end(Ending.STOPPED);
	}

	/**
	 * Asks the job to end as soon as it can, also if it pauses. What was asked for first counts, but a job that takes too
	 * long to finish can still be stopped.
	 *
	 * @param how what becomes of its result
	 */
	public synchronized void end(final Ending how) {
		if (ending == null || ending == Ending.FINISHED) ending = how;
		notifyAll();
	}

	/** @return whether the job was asked to end, in whatever way */
	public boolean isCancelled() {
		return ending != null;
	}

	/** @return how the job is to end, or null */
	public Ending ending() {
		return ending;
	}

	/** Asks the job to wait until {@link #resume()}. */
	public synchronized void pause() {
		if (!paused) pausedSince = System.nanoTime();
		paused = true;
	}

	/** Lets a job that waits go on. */
	public synchronized void resume() {
		if (paused) pausedNanos += System.nanoTime() - pausedSince;
		paused = false;
		notifyAll();
	}

	/** @return whether the job was asked to wait */
	public boolean isPaused() {
		return paused;
	}

	/** @return a clock in nanoseconds that stands still while the job pauses, for time spent and time left */
	public synchronized long activeNanos() {
		return (paused ? pausedSince : System.nanoTime()) - pausedNanos;
	}

	/** Asks for a checkpoint. A job that pauses goes on to the next place where it can make one, and pauses again. */
	public synchronized void askForCheckpoint() {
		checkpointWanted = true;
		notifyAll();
	}

	/** @return whether a checkpoint was asked for since the last call */
	public synchronized boolean takeCheckpointRequest() {
		final boolean wanted = checkpointWanted;
		checkpointWanted = false;
		return wanted;
	}

	/**
	 * Waits while the job is to pause, and leaves it when it is to end.
	 *
	 * @throws JobCancelledException if the job was asked to end, or the thread was interrupted while it waited
	 */
	public void check() {
		if (paused) awaitResumed();
		if (ending != null) throw new JobCancelledException();
	}

	private synchronized void awaitResumed() {
		try {
			while (paused && ending == null && !checkpointWanted) wait();
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new JobCancelledException();
		}
	}
}
