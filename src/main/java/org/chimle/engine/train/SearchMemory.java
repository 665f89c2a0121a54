package org.chimle.engine.train;

import ai.djl.ndarray.NDManager;

import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.tensor.MemoryShortage;

/**
 * How many candidates a code search looks at side by side: as many as fit an amount of memory, and fewer, for the rest
 * of the run, once that turned out to be too many. It changes the speed, never the result. Any thread may ask.
 */
final class SearchMemory {

	private final long bytes;
	private int divisor = 1;
	private int told = 1;

	/** @param bytes memory for the candidates of one thread */
	SearchMemory(final long bytes) {
		this.bytes = bytes;
	}

	/** @return the most candidates of that many bytes each */
	synchronized int candidates(final long bytesEach) {
		return (int) Math.max(1, planned(bytesEach) / divisor);
	}

	private long planned(final long bytesEach) {
		return Math.max(1, Math.min(4096, bytes / bytesEach));
	}

	/**
	 * Makes the next chunks half as large as one that failed.
	 *
	 * @param failed candidates in the chunk
	 * @param bytesEach what each was thought to need
	 * @param manager on the device
	 * @param failure why it failed
	 * @return whether it is worth another try: not if the failure had another reason than memory, or nothing is left to
	 *         halve
	 */
	synchronized boolean halve(final int failed, final long bytesEach, final NDManager manager,
		final Throwable failure)
	{
		if (failed == 1 || !MemoryShortage.explains(failure)) return false;
		MemoryShortage.release(manager);
		final int half = failed / 2;
		while (planned(bytesEach) / divisor > half) divisor *= 2;
		return true;
	}

	/** Says once how small the chunks have become; to be called on the job's thread. */
	synchronized void tell(final JobMonitor monitor) {
		if (divisor == told) return;
		told = divisor;
		monitor.say("Memory ran short; the code search goes on with 1/" + divisor + " of the candidates at a time.");
	}
}
