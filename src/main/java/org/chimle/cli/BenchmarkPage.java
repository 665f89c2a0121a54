package org.chimle.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.chimle.engine.benchmark.Benchmark;
import org.chimle.engine.benchmark.BenchmarkReport;
import org.chimle.engine.benchmark.ConfigurationSpeed;
import org.chimle.engine.benchmark.ConfigurationSpeed.Rate;
import org.chimle.engine.benchmark.ConfigurationSpeed.Speeds;
import org.chimle.engine.tensor.Precision;
import org.chimle.workflow.Continuation;

/**
 * A benchmark's report as a page of Markdown, whose tables can be read on a terminal too.
 *
 * @param report the figures
 * @param device what computed
 * @param day when
 */
record BenchmarkPage(BenchmarkReport report, String device, LocalDate day) {

	/** Shares of the bare convolution's rate that are wished for. */
	private static final double INFERENCE_SHARE = 0.8;
	private static final double TRAINING_SHARE = 0.7;
	private static final double CHECKPOINT_PERCENT = 2;

	List<String> lines() {
		final List<String> lines = new ArrayList<>();
		lines.add("# Benchmarks");
		lines.add("");
		lines.add("Written by `scripts/benchmark" + (report.effort() == Benchmark.Effort.QUICK ? " --quick`, whose figures are" +
			" rough" : "`") + ", " + day + ". [Measured by hand, beside the authors' code](benchmarks-authors.md)");
		lines.add("");
		lines.add(report.machine().name() + ", device " + device + ". " + text(
			"Matrix product %.0f GFLOP/s, bare 3 x 3 convolution of 64 channels %.0f GFLOP/s.", report.machine().matrixGflops(),
			report.machine().convolutionGflops()));
		lines.add("");
		lines.add(text("Super-resolution by 4 in two levels, targets of %1$d x %1$d pixels, steps of %2$d pairs; a sample is of " +
			"%3$d x %3$d pixels. Counted are the multiply-adds of the network's convolutions, three times for a step; share: " +
			"of the bare convolution. All in float32, but for the last two columns: ", Benchmark.PATCH, Benchmark.BATCH, 4 *
				Benchmark.SAMPLED_SIDE) + (hasQuick() ? "per second with mixed precision of training and half precision of " +
					"sampling, in " + report.quick() + ", and how many times as fast that is."
					: "this device is quick with no shorter number format."));
		lines.add("");
		lines.add(text("| %-8s | %-10s | %10s | %8s | %5s | %6s | %8s | %5s |", "preset", "what", "per second", "GFLOP/s", "share",
			"wanted", hasQuick() ? report.quick() : "shorter", "times"));
		lines.add("|---|---|---|---|---|---|---|---|");
		for (final ConfigurationSpeed speed : report.configurations()) {
			lines.add(row(speed, "candidates", Speeds::search, INFERENCE_SHARE));
			lines.add(row(speed, "samples", Speeds::sampling, INFERENCE_SHARE));
			lines.add(row(speed, "steps", Speeds::training, TRAINING_SHARE));
		}
		lines.add("");
		lines.add(text("| %-52s | %5s | %7s |", "largest resident memory of a process of its own", "MiB", "at most"));
		lines.add("|---|---|---|");
		for (final BenchmarkReport.Peak peak : report.peaks()) {
			lines.add(text("| %-52s | %5s | %7d |", peak.work().words(), peak.mebibytes() < 0 ? "?" : peak.mebibytes(), peak.work()
				.mostMebibytes()));
		}
		lines.add("");
		lines.add(text("| %-8s | %13s | %25s | %7s |", "preset", "checkpoint, ms", text("%% of the time, every %.0f min",
			Continuation.USUAL_MINUTES), "at most"));
		lines.add("|---|---|---|---|");
		for (final ConfigurationSpeed speed : report.configurations()) {
			lines.add(text("| %-8s | %13.0f | %25.3f | %7.0f |", name(speed), 1e3 * speed.checkpointSeconds(), 100 * speed
				.checkpointSeconds() / (60 * Continuation.USUAL_MINUTES + speed.checkpointSeconds()), CHECKPOINT_PERCENT));
		}
		return lines;
	}

	private boolean hasQuick() {
		return report.quick() != Precision.FLOAT32;
	}

	private String row(final ConfigurationSpeed speed, final String what, final Function<Speeds, Rate> which,
		final double wanted)
	{
		final Rate rate = which.apply(speed.exact());
		final double quick = speed.quick() == null ? Double.NaN : which.apply(speed.quick()).perSecond();
		return text("| %-8s | %-10s | %10.2f | %8.1f | %5.2f | %6.2f | %8s | %5s |", name(speed), what, rate.perSecond(), rate
			.gflops(), rate.gflops() / report.machine().convolutionGflops(), wanted, known(quick), known(quick / rate.perSecond()));
	}

	private static String known(final double figure) {
		return Double.isNaN(figure) ? "-" : text("%.2f", figure);
	}

	private static String name(final ConfigurationSpeed speed) {
		return speed.name().toLowerCase(Locale.ROOT);
	}

	private static String text(final String format, final Object... values) {
		return String.format(Locale.ROOT, format, values);
	}
}
