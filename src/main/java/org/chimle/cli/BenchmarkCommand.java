package org.chimle.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

import org.chimle.engine.benchmark.Benchmark;
import org.chimle.engine.benchmark.BenchmarkReport;
import org.chimle.engine.benchmark.MemoryCase;
import org.chimle.engine.benchmark.Soak;
import org.chimle.engine.file.AtomicFile;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.perceptual.DistanceSpeed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chimle benchmark}. */
@Command(name = "benchmark", description = "Prints how fast this computer trains, searches codes and samples, beside " +
	"its own speed at matrix products and convolutions, and how much memory that takes. Takes some minutes; nothing else " +
	"should run.")
final class BenchmarkCommand extends Subcommand {

	private static final int TURNS = 9;
	private static final int QUICK_TURNS = 3;

	@Option(names = "--report-file", paramLabel = "FILE", description = "where to write what is printed, as Markdown")
	private Path reportFile;

	@Option(names = "--quick", description = "rougher figures in less than two minutes, without the memory that networks of " +
		"the paper's size take")
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
	int run(final JobControl control) {
		if (memoryCase != null) {
			print("%d", memoryCase.peakMebibytes(device, monitor(control)));
			return 0;
		}
		if (distances) {
			compareDistances(control);
			return 0;
		}
		if (soak) {
			final Soak.Memory memory = new Soak(device).run(monitor(control));
			print("resident memory after %d and %d small training steps: %d and %d MiB", memory.earlyStep(), memory.lateStep(),
				memory.earlyMebibytes(), memory.lateMebibytes());
			return 0;
		}
		final Benchmark benchmark = new Benchmark(quick ? Benchmark.Effort.QUICK : Benchmark.Effort.FULL, device);
		final BenchmarkReport report = benchmark.run(work -> MemoryProcess.peakMebibytes(work, device, control), monitor(control));
		final List<String> page = new BenchmarkPage(report, device, LocalDate.now()).lines();
		page.forEach(terminal()::print);
		if (reportFile != null) write(page);
		return 0;
	}

	private void write(final List<String> page) {
		try {
			final byte[] text = String.join("\n", page).concat("\n").getBytes(StandardCharsets.UTF_8);
			AtomicFile.write(reportFile, out -> out.write(text));
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The report could not be written to " + reportFile + " (" + exc.getMessage() +
				"); choose another file.", exc);
		}
	}

	private void compareDistances(final JobControl control) {
		final List<DistanceSpeed> speeds = DistanceSpeed.measure(quick ? QUICK_TURNS : TURNS, device, monitor(control));
		final int side = DistanceSpeed.SIDE;
		print("two images of %d x %d pixels, their distance and its gradient; every core works on a pair; medians per pair", side,
			side);
		for (final DistanceSpeed speed : speeds) {
			print("%s: bundled %.1f ms, LPIPS-SqueezeNet %.1f ms (%.1f times as long), LPIPS-VGG %.0f ms (%.0f times as long)",
				speed.channels() == 1 ? "grey" : "colour", 1e3 * speed.bundledSeconds(), 1e3 * speed.squeezeSeconds(), speed
					.timesSqueeze(), 1e3 * speed.vggSeconds(), speed.timesVgg());
		}
	}

	private void print(final String format, final Object... values) {
		terminal().print(String.format(Locale.ROOT, format, values));
	}
}
