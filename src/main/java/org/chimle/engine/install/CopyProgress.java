package org.chimle.engine.install;

import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;

/** Tells a listener of bytes that arrive, a few times per second. */
final class CopyProgress {

	private static final long INTERVAL_NANOS = 100_000_000;
	private static final double KIB = 1 << 10;

	private final String phase;
	private final JobMonitor monitor;
	private long startNanos;
	private long toldNanos;
	private long first;
	private long total;

	/** @param phase what is being done */
	CopyProgress(final String phase, final JobMonitor monitor) {
		this.phase = phase + " (KiB)";
		this.monitor = monitor;
	}

	/**
	 * @param there bytes there already
	 * @param expected bytes in all
	 */
	void start(final long there, final long expected) {
		first = there;
		total = Math.max(1, expected);
		startNanos = System.nanoTime();
		toldNanos = startNanos - INTERVAL_NANOS;
		report(there);
	}

	/** @param size bytes there now */
	void report(final long size) {
		final long now = System.nanoTime();
		if (now - toldNanos < INTERVAL_NANOS && size < total) return;
		toldNanos = now;
		final double perSecond = (size - first) / Math.max(1e-3, (now - startNanos) * 1e-9);
		final long most = Math.max(total, size);
		monitor.emit(new JobEvent.Progress(phase, (long) (size / KIB), Math.max(1, (long) (most / KIB)), perSecond / KIB,
			perSecond > 0 ? (most - size) / perSecond : -1));
	}
}
