package org.chimle.engine.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;

import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.tensor.MemoryShortage;

/**
 * How many candidates a code search looks at side by side: as many as fit an amount of memory, and fewer, for the rest
 * of the run, once that turned out to be too many. It changes the speed, never the result. Any thread may ask.
 */
final class SearchMemory {

	/** On a processor more candidates than fit its cache are slower than fewer at a time. */
	private static final long CACHE_BYTES = 24L << 20;
	private static final long LEAST_IN_CACHE = 4;
	private static final long MOST = 4096;

	private final long bytes;
	private final boolean cached;
	private int divisor = 1;
	private int told = 1;

	/**
	 * @param bytes memory for the candidates of one thread
	 * @param device where they are computed
	 */
	SearchMemory(final long bytes, final Device device) {
		this.bytes = bytes;
		cached = !device.isGpu();
	}

	/** @return the most candidates of that many bytes each */
	synchronized int candidates(final long bytesEach) {
		return (int) Math.max(1, planned(bytesEach) / divisor);
	}

	private long planned(final long bytesEach) {
		final long most = cached ? Math.max(LEAST_IN_CACHE, CACHE_BYTES / bytesEach) : MOST;
		return Math.max(1, Math.min(most, bytes / bytesEach));
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
