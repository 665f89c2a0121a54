package org.chimle.engine.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.tensor.Convolutions;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;

/**
 * What a computer can do, whatever the network: two floating-point operations per multiply-add.
 *
 * @param name operating system, cores and processor
 * @param matrixGflops rate of the product of two 1024 x 1024 matrices, 10^9 operations per second
 * @param convolutionGflops rate of a bare 3 x 3 convolution, 64 to 64 channels on 128 x 128 pixels
 */
public record MachineSpeed(String name, double matrixGflops, double convolutionGflops) {

	private static final int SIDE = 1024;
	private static final int CHANNELS = 64;
	private static final int PIXELS = 128;
	private static final int REPETITIONS = 4;

	/**
	 * Measures the machine.
	 *
	 * @param seconds how long each of the two is repeated
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @param monitor asked whether to stop
	 */
	static MachineSpeed measure(final double seconds, final String device, final JobMonitor monitor) {
		try (NDManager manager = Torch.open(device)) {
			return Scope.get(() -> {
				final NDArray a = manager.ones(new Shape(SIDE, SIDE));
				final double matrix = rate(seconds, monitor, () -> a.matMul(a)) * 2 * Math.pow(SIDE, 3);
				final NDArray x = manager.ones(new Shape(1, CHANNELS, PIXELS, PIXELS));
				final NDArray weight = manager.ones(new Shape(CHANNELS, CHANNELS, 3, 3));
				final NDArray bias = manager.zeros(new Shape(CHANNELS));
				final double convolution = rate(seconds, monitor, () -> Convolutions.convolve(x, weight, bias)) * 2 * 9 * CHANNELS *
					CHANNELS * PIXELS * PIXELS;
				return new MachineSpeed(description(), matrix * 1e-9, convolution * 1e-9);
			});
		}
	}

	/** @return the mean of measurements of the same machine, whose speed changes with what else it does */
	static MachineSpeed mean(final List<MachineSpeed> measured) {
		return new MachineSpeed(measured.get(0).name, measured.stream().mapToDouble(MachineSpeed::matrixGflops).average()
			.orElseThrow(), measured.stream().mapToDouble(MachineSpeed::convolutionGflops).average().orElseThrow());
	}

	private interface Operation {

		NDArray run();
	}

	/** @return repetitions per second on average, as everything else is measured, after a round to warm up */
	private static double rate(final double seconds, final JobMonitor monitor, final Operation operation) {
		round(operation);
		final long start = System.nanoTime();
		long done = 0;
		double taken;
		do {
			monitor.checkCancelled();
			round(operation);
			done += REPETITIONS;
			taken = (System.nanoTime() - start) * 1e-9;
		}
		while (taken < seconds);
		return done / taken;
	}

	private static void round(final Operation operation) {
		Scope.run(() -> {
			NDArray last = null;
			for (int i = 0; i < REPETITIONS; i++) last = operation.run();
			Ops.value(last.flatten().get("0")); // waits for a GPU
		});
	}

	private static String description() {
		final int cores = Runtime.getRuntime().availableProcessors();
		return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + cores + (cores == 1 ? " core, "
			: " cores, ") + processor() + ", " + Torch.version();
	}

	private static String processor() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			return lines.filter(line -> line.startsWith("model name")).findFirst().map(line -> line.split(":", 2)[1]
				.trim()).orElse("unknown processor");
		}
		catch (final IOException exc) {
			return "unknown processor";
		}
	}
}
