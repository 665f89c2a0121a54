package org.chimle.workflow;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

import org.chimle.engine.job.InvalidInputException;

/** Says before a long job that its result would not fit in memory. */
final class HeapRoom {

	/** Room for the planes being worked on and for the host. */
	private static final double USABLE = 0.9;
	private static final int MEBI = 1 << 20;

	private HeapRoom() {}

	/**
	 * @param what names the result, e.g. {@code "The sample stack"}
	 * @param bytes memory it takes
	 * @param remedy what the user can do
	 * @throws InvalidInputException if it does not fit
	 */
	static void require(final String what, final long bytes, final String remedy) {
		final long room = (long) (USABLE * Runtime.getRuntime().maxMemory()) - usedAfterCollection();
		if (bytes <= room) return;
		throw new InvalidInputException(what + " would take " + bytes / MEBI + " MiB, but only " + Math.max(0, room) / MEBI +
			" MiB of memory are free; " + remedy + ".");
	}

	/** Memory in use would include garbage, which is no reason to refuse a job. */
	private static long usedAfterCollection() {
		long used = 0;
		for (final MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
			final MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
			if (usage != null) used += usage.getUsed();
		}
		return used;
	}
}
