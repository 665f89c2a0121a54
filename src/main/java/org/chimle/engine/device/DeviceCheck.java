package org.chimle.engine.device;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.cuda.CudaUtils;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.tensor.Autograd;
import org.chimle.engine.tensor.Convolutions;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.TorchState;

/** Runs a real convolution, forward and backward, on every device, checks its result and times it. */
public final class DeviceCheck {

	private static final int CHANNELS = 64;
	private static final int PIXELS = 128;
	private static final double OPERATIONS = 2.0 * 9 * CHANNELS * CHANNELS * PIXELS * PIXELS;
	private static final double SECONDS = 0.3;

	private DeviceCheck() {}

	/**
	 * Checks all devices.
	 *
	 * @param monitor told of progress, asked whether to stop
	 * @return what was found
	 * @throws org.chimle.engine.job.InvalidInputException if the tensor library cannot be loaded
	 */
	public static DeviceReport run(final JobMonitor monitor) {
		final ConvolutionProof proof = new ConvolutionProof();
		final List<String> names = Torch.devices();
		final List<DeviceReport.Entry> entries = new ArrayList<>();
		for (final String name : names) {
			monitor.emit(new JobEvent.Progress("checking " + name, entries.size(), names.size(), 0, -1));
			entries.add(check(name, proof, monitor));
		}
		final TorchState state = Torch.state();
		return new DeviceReport(system(), Torch.version() + " built for " + (state.forGpu() ? "NVIDIA GPUs" : "the CPU") +
			", in " + state.folder(), state.gpuWords(), entries, Torch.device("auto").isGpu() ? "gpu 0" : "cpu", state.problems());
	}

	private static DeviceReport.Entry check(final String name, final ConvolutionProof proof, final JobMonitor monitor) {
		try (NDManager manager = Torch.open(name)) {
			final double error = proof.error(manager);
			final double[] seconds = { Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY };
			final long end = System.nanoTime() + (long) (SECONDS * 1e9);
			do {
				monitor.checkCancelled();
				round(manager, seconds);
			}
			while (System.nanoTime() < end);
			return new DeviceReport.Entry(name, memory(manager.getDevice()), OPERATIONS / seconds[0] * 1e-9, 2 * OPERATIONS /
				seconds[1] * 1e-9, error, Precision.quick(manager).firstLook(manager), "");
		}
		catch (final EngineException exc) {
			return new DeviceReport.Entry(name, "", 0, 0, Double.NaN, Precision.FLOAT32, String.valueOf(exc.getMessage()).lines()
				.findFirst().orElse("no reason given"));
		}
	}

	/** Keeps the least time of forward and backward: what the device does when it is left alone. */
	private static void round(final NDManager manager, final double[] seconds) {
		Scope.run(() -> {
			final int weights = CHANNELS * CHANNELS * 9;
			final NDArray leaf = Autograd.leaf(manager.ones(new Shape(weights + (long) CHANNELS * PIXELS * PIXELS)));
			final NDArray bias = manager.zeros(new Shape(CHANNELS));
			final long start = System.nanoTime();
			final NDArray loss = Torch.recording(() -> Convolutions.convolve(Ops.slice(leaf, 0, weights, leaf.size()).reshape(1,
				CHANNELS, PIXELS, PIXELS), Ops.slice(leaf, 0, 0, weights).reshape(CHANNELS, CHANNELS, 3, 3), bias).sum());
			Ops.value(loss); // waits for a GPU
			final long middle = System.nanoTime();
			Ops.value(Autograd.gradient(loss, leaf).get("0"));
			seconds[0] = Math.min(seconds[0], (middle - start) * 1e-9);
			seconds[1] = Math.min(seconds[1], (System.nanoTime() - middle) * 1e-9);
		});
	}

	private static String memory(final Device device) {
		if (!device.isGpu()) {
			return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
				? "memory " + (bean.getTotalMemorySize() >> 20) + " MiB, " + (bean.getFreeMemorySize() >> 20) + " MiB free"
				: "memory unknown";
		}
		try {
			return "memory " + (CudaUtils.getGpuMemory(device).getMax() >> 20) + " MiB, compute capability " + CudaUtils
				.getComputeCapability(device.getDeviceId());
		}
		catch (final IllegalStateException | IllegalArgumentException | EngineException exc) {
			return "memory unknown";
		}
	}

	private static String system() {
		final OperatingSystemMXBean bean = ManagementFactory.getOperatingSystemMXBean();
		return bean.getName() + " " + bean.getVersion() + " " + bean.getArch() + ", " + bean.getAvailableProcessors() +
			" processors, Java " + System.getProperty("java.version");
	}
}
