package org.chimle.cli;

import java.util.List;
import java.util.Locale;

import org.chimle.engine.benchmark.Benchmark;
import org.chimle.engine.benchmark.BenchmarkReport;
import org.chimle.engine.benchmark.ConfigurationSpeed;
import org.chimle.engine.benchmark.ConfigurationSpeed.Rate;
import org.chimle.engine.benchmark.MachineSpeed;
import org.chimle.engine.benchmark.MemoryCase;
import org.chimle.engine.benchmark.Soak;
import org.chimle.engine.job.CancelToken;
import org.chimle.engine.perceptual.DistanceSpeed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chimle benchmark}. */
@Command(name = "benchmark", description = "Prints how fast this computer trains, searches codes and samples, beside " +
	"its own speed at matrix products and convolutions. Takes a few minutes; nothing else should run.")
final class BenchmarkCommand extends Subcommand {

	private static final int TURNS = 9;
	private static final int QUICK_TURNS = 3;
	private static final String ROW = "%-10s %-22s %12s %10s %8s";

	@Option(names = "--quick", description = "rougher figures in less than a minute")
	private boolean quick;

	@Option(names = "--device", defaultValue = "cpu", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Option(names = "--soak", description = "instead takes 10 000 small training steps and prints the resident memory " +
		"early and late, which should be the same")
	private boolean soak;

	@Option(names = "--distances", description = "instead compares the bundled perceptual distance with the published " +
		"ones, forward and backward; with made-up weights, so that nothing need be installed")
	private boolean distances;

	@Option(names = "--memory-case", hidden = true, description = "instead does one piece of work and prints the largest " +
		"resident memory of this process in MiB")
	private MemoryCase memoryCase;

	@Override
	int run(final CancelToken token) {
		if (memoryCase != null) {
			print("%d", memoryCase.peakMebibytes(device, monitor(token)));
			return 0;
		}
		if (distances) {
			compareDistances(token);
			return 0;
		}
		if (soak) {
			final Soak.Memory memory = new Soak(device).run(monitor(token));
			print("resident memory after %d and %d small training steps: %d and %d MiB", memory.earlyStep(), memory.lateStep(),
				memory.earlyMebibytes(), memory.lateMebibytes());
			return 0;
		}
		final Benchmark.Effort effort = quick ? Benchmark.Effort.QUICK : Benchmark.Effort.FULL;
		final BenchmarkReport report = new Benchmark(effort, device).run(monitor(token));
		final MachineSpeed machine = report.machine();
		terminal().print("machine: " + machine.name() + ", device " + device);
		print("matrix product: %.1f GFLOP/s; bare convolution: %.1f GFLOP/s", machine.matrixGflops(), machine
			.convolutionGflops());
		terminal().print("super-resolution by 4, 2 levels, patch 64; a sample is " + Benchmark.SAMPLED_SIDE + " to " + 4 *
			Benchmark.SAMPLED_SIDE + " pixels; ratio: the network's convolutions to the bare one");
		print(ROW, "preset", "what", "per second", "GFLOP/s", "ratio");
		for (final ConfigurationSpeed speed : report.configurations()) print(speed, machine);
		final BenchmarkReport.Memory memory = report.memory();
		print("resident memory before and after %d small training steps: %d and %d MiB", memory.steps(), memory
			.beforeMebibytes(), memory.afterMebibytes());
		return 0;
	}

	private void compareDistances(final CancelToken token) {
		final List<DistanceSpeed> speeds = DistanceSpeed.measure(quick ? QUICK_TURNS : TURNS, device, monitor(token));
		final int side = DistanceSpeed.SIDE;
		print("two images of %d x %d pixels, their distance and its gradient; medians of runs that alternate", side, side);
		for (final DistanceSpeed speed : speeds) {
			print("%s: bundled %.1f ms, LPIPS-SqueezeNet %.1f ms (%.1f times as long), LPIPS-VGG %.0f ms (%.0f times as long)",
				speed.channels() == 1 ? "grey" : "colour", 1e3 * speed.bundledSeconds(), 1e3 * speed.squeezeSeconds(), speed
					.timesSqueeze(), 1e3 * speed.vggSeconds(), speed.timesVgg());
		}
	}

	private void print(final ConfigurationSpeed speed, final MachineSpeed machine) {
		row(speed, "training steps", speed.training(), machine);
		for (int l = 0; l < speed.search().size(); l++) row(speed, "candidates, level " + (l + 1), speed.search().get(l),
			machine);
		row(speed, "samples", speed.sampling(), machine);
		print("%-10s largest resident memory while sampling: %d MiB", name(speed), speed.samplingPeakMebibytes());
	}

	private void row(final ConfigurationSpeed speed, final String what, final Rate rate, final MachineSpeed machine) {
		print(ROW, name(speed), what, figure("%.2f", rate.perSecond()), figure("%.1f", rate.gflops()), figure("%.2f", rate
			.gflops() / machine.convolutionGflops()));
	}

	private static String name(final ConfigurationSpeed speed) {
		return speed.name().toLowerCase(Locale.ROOT);
	}

	private static String figure(final String format, final double value) {
		return String.format(Locale.ROOT, format, value);
	}

	private void print(final String format, final Object... values) {
		terminal().print(String.format(Locale.ROOT, format, values));
	}
}
