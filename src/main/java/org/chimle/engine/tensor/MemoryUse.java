package org.chimle.engine.tensor;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.util.cuda.CudaUtils;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.chimle.engine.job.JobEvent;

/** How much memory a device's work takes. */
public final class MemoryUse {

	private static final Path STATUS = Path.of("/proc/self/status");
	private static final String RESIDENT = "VmRSS:";
	private static final String PEAK = "VmHWM:";

	private MemoryUse() {}

	/** @return device and memory of everything that belongs to a manager's device */
	public static JobEvent.Resources of(final NDManager manager) {
		final Device device = manager.getDevice();
		if (!device.isGpu()) return new JobEvent.Resources("cpu", resident(), total());
		final String name = "gpu " + device.getDeviceId();
		try {
			final MemoryUsage use = CudaUtils.getGpuMemory(device);
			return new JobEvent.Resources(name, use.getCommitted(), use.getMax());
		}
		catch (final IllegalStateException | IllegalArgumentException | EngineException exc) {
			return new JobEvent.Resources(name, -1, -1); // the driver does not say
		}
	}

	/** @return memory of a manager's device in bytes, {@link Long#MAX_VALUE} where it cannot be found out */
	public static long total(final NDManager manager) {
		final long bytes = of(manager).totalBytes();
		return bytes > 0 ? bytes : Long.MAX_VALUE;
	}

	private static long total() {
		return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean ? bean
			.getTotalMemorySize() : -1;
	}

	/**
	 * Java knows only its heap, and most of the memory is the tensor library's; so only Linux tells.
	 *
	 * @return the resident memory of this process in bytes, -1 where it cannot be found out
	 */
	public static long resident() {
		return status(RESIDENT);
	}

	/** @return the largest resident memory of this process so far in bytes, -1 where it cannot be found out */
	public static long peak() {
		return status(PEAK);
	}

	private static long status(final String name) {
		try (Stream<String> lines = Files.lines(STATUS)) {
			return lines.filter(line -> line.startsWith(name)).findFirst().map(line -> 1024 * Long.parseLong(line
				.replaceAll("\\D", ""))).orElse(-1L);
		}
		catch (final IOException | RuntimeException exc) {
			return -1;
		}
	}
}
