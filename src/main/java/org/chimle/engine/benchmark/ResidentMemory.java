package org.chimle.engine.benchmark;

import java.util.concurrent.atomic.AtomicBoolean;

import org.chimle.engine.tensor.MemoryUse;

/** The resident memory of this process, which is known on Linux only. */
final class ResidentMemory {

	private static final long POLL_MILLIS = 2;

	private ResidentMemory() {}

	/** @return resident memory in MiB, -1 where it cannot be found out */
	static long mebibytes() {
		final long bytes = MemoryUse.resident();
		return bytes < 0 ? -1 : bytes >> 20;
	}

	/**
	 * Watches the memory while a body runs, every two milliseconds.
	 *
	 * @return the largest resident memory seen in MiB, -1 where it cannot be found out
	 */
	static long peak(final Runnable body) {
		final AtomicBoolean done = new AtomicBoolean();
		final long[] most = { mebibytes() };
		final Thread watcher = new Thread(() -> {
			while (!done.get()) {
				most[0] = Math.max(most[0], mebibytes());
				try {
					Thread.sleep(POLL_MILLIS);
				}
				catch (final InterruptedException exc) {
					return;
				}
			}
		}, "CHIMLE memory watcher");
		watcher.setDaemon(true);
		watcher.start();
		try {
			body.run();
		}
		finally {
			done.set(true);
			join(watcher);
		}
		return most[0];
	}

	private static void join(final Thread thread) {
		try {
			thread.join();
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
		}
	}
}
