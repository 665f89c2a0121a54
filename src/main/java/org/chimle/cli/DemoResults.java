package org.chimle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ij.ImagePlus;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.Sharpness;
import org.chimle.engine.model.SavedModel;
import org.chimle.image.Csv;
import org.chimle.image.ImageReader;
import org.chimle.image.Montage;
import org.chimle.image.Planes;
import org.chimle.image.ResultFiles;
import org.chimle.workflow.Compute;
import org.chimle.workflow.GenerationJob;
import org.chimle.workflow.LocalCompute;
import org.chimle.workflow.MeasurementJob;

/**
 * What a model makes of held-out inputs: samples written as TIFF, their figures, and a row of a montage for each.
 *
 * @param model the model
 * @param inputs folder of inputs
 * @param targets folder of targets of the same names
 * @param samples samples per input
 * @param seed fixes the samples
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
record DemoResults(SavedModel model, Path inputs, Path targets, int samples, long seed, String device) {

	private static final int SHOWN = 4;
	private static final double SIGMA = 0.2;

	/**
	 * @param rows rows of a montage
	 * @param table figures of every sample, CSV
	 * @param summary figures of every input, CSV
	 * @param sharpness of the samples relative to the targets, averaged over samples and inputs
	 */
	record Evaluation(List<Montage.Row> rows, String table, String summary, double sharpness) {}

	/** Generates, writes and measures samples for every input. */
	Evaluation evaluate(final Path folder, final JobMonitor monitor) {
		final List<Montage.Row> rows = new ArrayList<>();
		final StringBuilder table = new StringBuilder();
		final StringBuilder summary = new StringBuilder();
		double sharpness = 0;
		final MeasurementJob measurement = new MeasurementJob(SIGMA, DistanceKind.LEARNED, device, false, false);
		try (Compute.OpenMeter meter = measurement.meter(new LocalCompute(), monitor)) {
			for (final String name : names()) {
				final ImagePlus input = ImageReader.open(inputs.resolve(name));
				final ImagePlus target = ImageReader.open(targets.resolve(name));
				final GenerationJob.Result result = generate(input, monitor);
				ResultFiles.writeTiff(result.samples(), folder.resolve(ResultFiles.stem(Path.of(name)) + "-samples.tif"));
				final MeasurementJob.Result figures = measurement.run(result.samples(), target, input, meter, monitor);
				append(table, Csv.of(figures.samples()));
				append(summary, Csv.of(figures.summary()));
				sharpness += sharpness(result.samples(), target) / names().size();
				rows.add(new Montage.Row(plane(input, 1), planes(result.samples()).subList(0, Math.min(SHOWN, samples)), plane(
					result.mean(), 1), plane(result.standardDeviation(), 1), plane(target, 1), false));
			}
		}
		return new Evaluation(rows, table.toString(), summary.toString(), sharpness);
	}

	/** @return the sharpness of the samples relative to the targets, averaged over samples and inputs */
	double sharpness(final JobMonitor monitor) {
		return names().stream().mapToDouble(name -> sharpness(generate(ImageReader.open(inputs.resolve(name)), monitor)
			.samples(), ImageReader.open(targets.resolve(name)))).average().orElseThrow();
	}

	private static double sharpness(final ImagePlus samples, final ImagePlus target) {
		return planes(samples).stream().mapToDouble(sample -> Sharpness.relativeTo(sample, plane(target, 1))).average()
			.orElseThrow();
	}

	private GenerationJob.Result generate(final ImagePlus input, final JobMonitor monitor) {
		return new GenerationJob("", samples, seed, false, true, true, device).run(model, input, monitor);
	}

	private List<String> names() {
		try (Stream<Path> files = Files.list(inputs)) {
			final List<String> names = files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("."))
				.sorted().toList();
			if (names.isEmpty()) {
				throw new InvalidInputException("The folder " + inputs + " is empty; make the images with chimle simulate.");
			}
			return names;
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The folder " + inputs +
				" cannot be read; name the folder of test images with --images.", exc);
		}
	}

	private static List<FloatImage> planes(final ImagePlus samples) {
		final List<FloatImage> planes = new ArrayList<>();
		for (int t = 1; t <= samples.getNFrames(); t++) planes.add(plane(samples, t));
		return planes;
	}

	private static FloatImage plane(final ImagePlus image, final int t) {
		return Planes.all(image, 1, t);
	}

	/** Tables of one kind have the same headings, which are kept once. */
	private static void append(final StringBuilder all, final String table) {
		all.append(all.isEmpty() ? table : table.substring(table.indexOf('\n') + 1));
	}
}
