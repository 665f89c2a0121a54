package org.chimle.workflow;

import ai.djl.ndarray.NDManager;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Torch;
import org.chimle.image.ImageKind;
import org.chimle.image.Planes;
import org.chimle.image.StackAppearance;

/**
 * Measures the fidelity and diversity of a stack of samples, whatever made it. Every slice, frame and channel of the
 * image that the samples belong to is an image of its own; the three components of RGB are measured together.
 * <p>
 * Before anything is measured, intensities are mapped to [0, 1]: from 0..255 if the reference is 8-bit or RGB, else from
 * the least and largest value of the reference's plane. Without a reference the samples take its place. The input is
 * mapped in the same way, so consistency is meaningful only if input and samples have the same units.
 *
 * @param sigma bandwidth of the faithfulness weights (paper, Eq. 2), above 0, 0.2 by default
 */
public record MeasurementJob(double sigma) {

	/**
	 * The tables made. Headings are fixed; figures that need an image that was not given are NaN.
	 *
	 * @param samples one row per image and sample
	 * @param summary one row per image
	 */
	public record Result(ResultsTable samples, ResultsTable summary) {}

	/** Checks the range. */
	public MeasurementJob {
		if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
			throw new InvalidInputException("Sigma is " + sigma + " but must be a number above 0; 0.2 is usual.");
		}
	}

	/**
	 * Runs the job.
	 *
	 * @param samples stack of samples on the T axis, or on Z if there is one frame
	 * @param reference the observed target, or null
	 * @param input the low-resolution or degraded input, or null; ignored where the samples have other channels
	 * @param monitor told of progress, asked whether to stop
	 * @return the tables, not yet shown
	 * @throws InvalidInputException if the images do not fit each other or have a value that is not finite
	 */
	public Result run(final ImagePlus samples, final ImagePlus reference, final ImagePlus input,
		final JobMonitor monitor)
	{
		if (samples == null || samples.getWidth() < 1) {
			throw new InvalidInputException("There is no sample stack; open one first.");
		}
		final ImageKind kind = ImageKind.of(samples);
		final boolean comparable = input != null && ImageKind.of(input).channels() == kind.channels();
		if (input != null && !comparable) {
			monitor.say("Consistency is not measured, because the input has " + ImageKind.of(input).channels() +
				" channels and the samples " + kind.channels() + ".");
		}
		final ImagePlus condition = comparable ? input : null;
		final SampleAxes axes = SampleAxes.of(samples, reference != null ? reference : input);
		if (reference != null) requireReference(axes, samples, reference);
		if (condition != null) requireInput(axes, samples, condition);
		final Result result = new Result(table(), table());
		final int groups = kind.rgb() ? 1 : kind.channels();
		final int total = axes.slices() * axes.frames() * groups;
		final PerceptualDistance distance = Distances.of(DistanceKind.FILTER_BANK);
		final long start = System.nanoTime();
		try (NDManager manager = Torch.open("auto")) {
			for (int i = 0; i < total; i++) {
				monitor.checkCancelled();
				final double perSecond = i == 0 ? 0 : i / ((System.nanoTime() - start) / 1e9);
				monitor.emit(new JobEvent.Progress("measuring", i, total, perSecond, i == 0 ? -1 : (total - i) / perSecond));
				final int c = i % groups + 1;
				final int z = i / groups % axes.slices() + 1;
				final int t = i / groups / axes.slices() + 1;
				final List<FloatImage> stack = new ArrayList<>();
				for (int s = 0; s < axes.samples(); s++) stack.add(plane(samples, c, axes.zOf(s, z), axes.tOf(s, t)));
				final FloatImage observed = reference == null ? null : plane(reference, c, z, t);
				final FloatImage given = condition == null ? null : plane(condition, c, z, t);
				final IntensityRange range = observed == null ? range(kind, stack) : range(ImageKind.of(reference), List.of(
					observed));
				final String label = samples.getTitle() + (axes.slices() > 1 ? " z=" + z : "") + (groups > 1 ? " c=" + c : "") +
					(axes.frames() > 1 ? " t=" + t : "");
				write(result, label, i + 1, MeasuredImage.of(stack, observed, given, range, sigma, distance, manager));
			}
		}
		monitor.emit(new JobEvent.Progress("measuring", total, total, 0, 0));
		return result;
	}

	private static void requireReference(final SampleAxes axes, final ImagePlus samples, final ImagePlus reference) {
		axes.requireFits(samples, reference, "reference");
		if (reference.getWidth() == samples.getWidth() && reference.getHeight() == samples.getHeight()) return;
		throw new InvalidInputException("The reference " + reference.getTitle() + " is " + size(reference) +
			" pixels, but the samples are " + size(samples) + "; choose a reference of the samples' size.");
	}

	private static void requireInput(final SampleAxes axes, final ImagePlus samples, final ImagePlus input) {
		axes.requireFits(samples, input, "input");
		final int scale = samples.getWidth() / input.getWidth();
		if (scale >= 1 && samples.getWidth() == input.getWidth() * scale && samples.getHeight() == input.getHeight() * scale) {
			return;
		}
		throw new InvalidInputException("The input " + input.getTitle() + " is " + size(input) + " pixels and the samples " +
			size(samples) + ", but samples must be a whole number of times larger; choose the input they were made of.");
	}

	private static String size(final ImagePlus image) {
		return image.getWidth() + " x " + image.getHeight();
	}

	/** @return a channel, or all components of an RGB image or of its partner, in the units the user reads */
	private static FloatImage plane(final ImagePlus image, final int c, final int z, final int t) {
		final FloatImage plane = image.getType() == ImagePlus.COLOR_RGB ? Planes.all(image, z, t) : Planes.channel(image, c,
			z, t);
		Planes.requireFinite(plane, "The image " + image.getTitle());
		final int offset = StackAppearance.storedOffset(image);
		if (offset != 0) for (int i = 0; i < plane.data().length; i++) plane.data()[i] -= offset;
		return plane;
	}

	private static IntensityRange range(final ImageKind kind, final List<FloatImage> images) {
		if (kind.bitDepth() == 8) return new IntensityRange(0, 255);
		float least = Float.POSITIVE_INFINITY;
		float largest = Float.NEGATIVE_INFINITY;
		for (final FloatImage image : images) {
			for (final float value : image.data()) {
				least = Math.min(least, value);
				largest = Math.max(largest, value);
			}
		}
		return new IntensityRange(least, largest > least ? largest : least + Math.max(1.0, Math.abs(least)));
	}

	private static ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.setPrecision(5);
		table.showRowNumbers(false);
		return table;
	}

	private void write(final Result result, final String label, final int image, final MeasuredImage measured) {
		final ResultsTable rows = result.samples();
		for (int s = 0; s < measured.samples().size(); s++) {
			final MeasuredImage.Sample sample = measured.samples().get(s);
			rows.incrementCounter();
			rows.addLabel(label);
			rows.addValue("Image", image);
			rows.addValue("Sample", s + 1);
			rows.addValue("PSNR (dB)", sample.psnr());
			rows.addValue("SSIM", sample.ssim());
			rows.addValue("MSE", sample.meanSquaredError());
			rows.addValue("Distance", sample.distance());
			rows.addValue("Consistency (dB)", sample.consistency());
		}
		final MeasuredImage.Summary summary = measured.summary();
		final ResultsTable table = result.summary();
		table.incrementCounter();
		table.addLabel(label);
		table.addValue("Image", image);
		table.addValue("Samples", measured.samples().size());
		table.addValue("Diversity", summary.diversity());
		table.addValue("FwV", summary.weightedVariance());
		table.addValue("Sigma", sigma);
		table.addValue("Best PSNR (dB)", summary.bestPsnr());
		table.addValue("Best SSIM", summary.bestSsim());
		table.addValue("Best distance", summary.bestDistance());
	}
}
