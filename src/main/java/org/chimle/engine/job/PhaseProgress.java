package org.chimle.engine.job;

/** Tells how far the one phase of a job is, and, from the speed of its units so far, when it will end. */
public final class PhaseProgress {

	private final String phase;
	private final long total;
	private final JobMonitor monitor;
	private final long start;

	/**
	 * Starts the clock, which stands still while the job pauses.
	 *
	 * @param phase what is being done, in words a user understands
	 * @param total units in all
	 * @param monitor told of progress
	 */
	public PhaseProgress(final String phase, final long total, final JobMonitor monitor) {
		this.phase = phase;
		this.total = Math.max(1, total);
		this.monitor = monitor;
		start = monitor.control().activeNanos();
	}

	/** @param done units finished so far, 0..total */
	public void report(final long done) {
		final double seconds = Math.max(1e-9, (monitor.control().activeNanos() - start) * 1e-9);
		final double perSecond = done / seconds;
		monitor.emit(new JobEvent.Progress(phase, done, total, perSecond, done == 0 ? -1 : (total - done) / perSecond));
	}
}
