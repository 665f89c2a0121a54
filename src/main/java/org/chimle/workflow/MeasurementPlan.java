package org.chimle.workflow;

import ij.ImagePlus;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.MeasuredImage;
import org.chimle.image.ImageKind;
import org.chimle.image.Planes;
import org.chimle.image.RangeMeasurement;
import org.chimle.image.StackAppearance;

/**
 * Which planes are measured together.
 *
 * @param samples the sample stack
 * @param reference the observed image, or null
 * @param input the conditioning image, or null
 * @param axes where the samples are
 * @param groups 1 if three components of colour are measured together, else the number of channels
 * @param together whether they are
 */
record MeasurementPlan(ImagePlus samples, ImagePlus reference, ImagePlus input, SampleAxes axes, int groups,
	boolean together)
{

	/** Checks that the images fit each other, see {@link MeasurementJob#run}. */
	static MeasurementPlan of(final ImagePlus samples, final ImagePlus reference, final ImagePlus input,
		final JobMonitor monitor)
	{
		if (samples == null || samples.getWidth() < 1) {
			throw new InvalidInputException("There is no sample stack; open one first.");
		}
		final int channels = ImageKind.of(samples).channels();
		final boolean comparable = input != null && ImageKind.of(input).channels() == channels;
		if (input != null && !comparable) {
			monitor.say("Consistency is not measured, because the input has " + ImageKind.of(input).channels() +
				" channels and the samples " + channels + ".");
		}
		final ImagePlus condition = comparable ? input : null;
		final SampleAxes axes = SampleAxes.of(samples, reference != null ? reference : input);
		if (reference != null) requireReference(axes, samples, reference);
		if (condition != null) requireInput(axes, samples, condition);
		final boolean together = isRgb(samples) || isRgb(reference) || isRgb(condition);
		return new MeasurementPlan(samples, reference, condition, axes, together ? 1 : channels, together);
	}

	int images() {
		return axes.slices() * axes.frames() * groups;
	}

	private int channelOf(final int image) {
		return image % groups + 1;
	}

	private int sliceOf(final int image) {
		return image / groups % axes.slices() + 1;
	}

	private int frameOf(final int image) {
		return image / groups / axes.slices() + 1;
	}

	/** @return the name of image i, from 0 */
	String label(final int image) {
		return samples.getTitle() + (axes.slices() > 1 ? " z=" + sliceOf(image) : "") + (groups > 1 ? " c=" + channelOf(image)
			: "") + (axes.frames() > 1 ? " t=" + frameOf(image) : "");
	}

	/** @return the planes of image i, from 0 */
	MeasuredImage.Subject subject(final int image) {
		final int c = channelOf(image);
		final int z = sliceOf(image);
		final int t = frameOf(image);
		final List<FloatImage> stack = new ArrayList<>();
		for (int s = 0; s < axes.samples(); s++) stack.add(plane(samples, c, axes.zOf(s, z), axes.tOf(s, t)));
		final FloatImage observed = reference == null ? null : plane(reference, c, z, t);
		final FloatImage given = input == null ? null : plane(input, c, z, t);
		final IntensityRange range = observed == null ? range(ImageKind.of(samples), stack) : range(ImageKind.of(reference),
			List.of(observed));
		return new MeasuredImage.Subject(stack, observed, given, range);
	}

	/** @return what is measured together, in the units the user reads */
	private FloatImage plane(final ImagePlus image, final int c, final int z, final int t) {
		final FloatImage plane = together ? Planes.all(image, z, t) : Planes.channel(image, c, z, t);
		Planes.requireFinite(plane, "The image " + image.getTitle());
		final int offset = StackAppearance.storedOffset(image);
		if (offset != 0) for (int i = 0; i < plane.data().length; i++) plane.data()[i] -= offset;
		return plane;
	}

	private static boolean isRgb(final ImagePlus image) {
		return image != null && ImageKind.of(image).rgb();
	}

	private static IntensityRange range(final ImageKind kind, final List<FloatImage> images) {
		if (kind.bitDepth() == 8) return new IntensityRange(0, 255);
		return RangeMeasurement.extremes(images);
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
		final boolean fits = samples.getWidth() == input.getWidth() * scale && samples.getHeight() == input.getHeight() *
			scale;
		if (scale >= 1 && fits) return;
		throw new InvalidInputException("The input " + input.getTitle() + " is " + size(input) + " pixels and the samples " +
			size(samples) + ", but samples must be a whole number of times larger; choose the input they were made of.");
	}

	private static String size(final ImagePlus image) {
		return image.getWidth() + " x " + image.getHeight();
	}
}
