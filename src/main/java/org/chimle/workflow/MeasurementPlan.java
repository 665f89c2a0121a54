package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.Calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

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
 * @param notes what is left out or doubtful, a few words each
 */
record MeasurementPlan(ImagePlus samples, ImagePlus reference, ImagePlus input, SampleAxes axes, int groups,
	boolean together, List<String> notes)
{

	/** Intensities whose spans differ by more than this factor are hardly in the same units. */
	private static final double SPAN_RATIO = 10;

	/**
	 * Leaves out the companions that do not fit the samples and says so, see {@link MeasurementJob#run}.
	 *
	 * @throws InvalidInputException if there are no samples, or nothing is left to measure
	 */
	static MeasurementPlan of(final ImagePlus samples, final ImagePlus reference, final ImagePlus input,
		final JobMonitor monitor)
	{
		if (samples == null || samples.getWidth() < 1) {
			throw new InvalidInputException("There is no sample stack; open one first.");
		}
		final List<String> notes = new ArrayList<>();
		final List<InvalidInputException> problems = new ArrayList<>();
		final ImagePlus observed = fitting(reference, "reference", notes, problems, image -> requireReference(SampleAxes.of(
			samples, image), samples, image));
		final ImagePlus given = fitting(comparable(samples, input, notes, monitor), "input", notes, problems,
			image -> requireInput(SampleAxes.of(samples, observed == null ? image : observed), samples, image));
		for (final InvalidInputException problem : problems) {
			if (observed == null && given == null && samples.getStackSize() == 1) throw problem;
			monitor.warn(problem.getMessage());
		}
		final SampleAxes axes = SampleAxes.of(samples, observed != null ? observed : given);
		final boolean together = isRgb(samples) || isRgb(observed) || isRgb(given);
		final MeasurementPlan plan = new MeasurementPlan(samples, observed, given, axes, together ? 1 : ImageKind.of(samples)
			.channels(), together, notes);
		plan.compareUnits(monitor);
		return plan;
	}

	/** @return the image if the check passes, else null */
	private static ImagePlus fitting(final ImagePlus image, final String what, final List<String> notes,
		final List<InvalidInputException> problems, final Consumer<ImagePlus> check)
	{
		if (image == null) return null;
		try {
			check.accept(image);
			return image;
		}
		catch (final InvalidInputException exc) {
			problems.add(exc);
			notes.add("the " + what + " does not fit and is left out");
			return null;
		}
	}

	private static ImagePlus comparable(final ImagePlus samples, final ImagePlus input, final List<String> notes,
		final JobMonitor monitor)
	{
		final int channels = ImageKind.of(samples).channels();
		if (input == null || ImageKind.of(input).channels() == channels) return input;
		monitor.warn("Consistency is not measured, because the input has " + ImageKind.of(input).channels() +
			" channels and the samples " + channels + ".");
		notes.add("the input has other channels and is left out");
		return null;
	}

	/** Warns of companions whose intensities can hardly have the samples' units, such as 0..1 and 0..255. */
	private void compareUnits(final JobMonitor monitor) {
		final MeasuredImage.Subject first = subject(0);
		final double span = span(first.samples());
		warn(reference, "reference", first.reference(), span, monitor);
		warn(input, "input", first.input(), span, monitor);
	}

	private void warn(final ImagePlus companion, final String what, final FloatImage plane, final double span,
		final JobMonitor monitor)
	{
		if (companion == null) return;
		final double other = span(List.of(plane));
		final int depth = ImageKind.of(companion).bitDepth();
		final int own = ImageKind.of(samples).bitDepth();
		final boolean spans = span > SPAN_RATIO * other || other > SPAN_RATIO * span;
		if (!spans && (depth == own || depth == 32 || own == 32)) return;
		final String found = spans ? String.format(Locale.ROOT, "The intensities of the samples span %.4g and those of the %s %.4g",
			span, what, other) : "The samples are " + own + "-bit and the " + what + " " + depth + "-bit";
		monitor.warn(found + ", but they are compared as they are; convert one of them if their units differ.");
		notes.add("the " + what + " may have other units");
	}

	/** @return the largest minus the least finite value, NaN if they are equal */
	private static double span(final List<FloatImage> images) {
		final List<FloatImage> finite = images.stream().filter(Planes::isFinite).toList();
		if (finite.isEmpty()) return Double.NaN;
		double least = Double.POSITIVE_INFINITY;
		double largest = Double.NEGATIVE_INFINITY;
		for (final FloatImage image : finite) {
			for (final float value : image.data()) {
				least = Math.min(least, value);
				largest = Math.max(largest, value);
			}
		}
		return largest > least ? largest - least : Double.NaN;
	}

	int images() {
		return axes.slices() * axes.frames() * groups;
	}

	/** @return the channel of image i, from 1 */
	int channelOf(final int image) {
		return image % groups + 1;
	}

	/** @return the slice of image i, from 1 */
	int sliceOf(final int image) {
		return image / groups % axes.slices() + 1;
	}

	/** @return the frame of image i, from 1 */
	int frameOf(final int image) {
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
		final IntensityRange range = observed == null || !Planes.isFinite(observed) ? range(ImageKind.of(samples), stack)
			: range(ImageKind.of(reference), List.of(observed));
		final Calibration calibration = samples.getCalibration();
		// Enlarged images of no unit can have pixels that are a quarter of a "pixel" wide.
		final double whole = hasUnit() ? 1 : calibration.pixelWidth;
		return new MeasuredImage.Subject(stack, observed, given, range, calibration.pixelWidth / whole,
			calibration.pixelHeight / whole);
	}

	private boolean hasUnit() {
		return !List.of("", "pixel", "pixels").contains(samples.getCalibration().getUnit());
	}

	/** @return the unit of length of the samples' pixels; without one, these themselves */
	String unit() {
		return hasUnit() ? samples.getCalibration().getUnits() : "pixels";
	}

	/** @return what is measured together, in the units the user reads */
	private FloatImage plane(final ImagePlus image, final int c, final int z, final int t) {
		final FloatImage plane = together ? Planes.all(image, z, t) : Planes.channel(image, c, z, t);
		final int offset = StackAppearance.storedOffset(image);
		if (offset != 0) for (int i = 0; i < plane.data().length; i++) plane.data()[i] -= offset;
		return plane;
	}

	private static boolean isRgb(final ImagePlus image) {
		return image != null && ImageKind.of(image).rgb();
	}

	private static IntensityRange range(final ImageKind kind, final List<FloatImage> images) {
		if (kind.bitDepth() == 8) return new IntensityRange(0, 255);
		final List<FloatImage> finite = images.stream().filter(Planes::isFinite).toList();
		return finite.isEmpty() ? new IntensityRange(0, 1) : RangeMeasurement.extremes(finite);
	}

	/** @throws InvalidInputException if the reference is no true image of the samples */
	static void requireReference(final SampleAxes axes, final ImagePlus samples, final ImagePlus reference) {
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
