package org.chimle.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;

/**
 * Measures the intensity ranges that a model stores: percentiles over the whole folder, so that an image keeps its
 * brightness relative to the others.
 *
 * <pre>
 * inputs   0.1 % to 99.9 %, per channel      targets   0.01 % to 99.99 %, per channel      RGB   0 to 255
 * </pre>
 *
 * Targets are clipped to their range and get wider percentiles for that reason. Their range is then widened by
 * {@value #MARGIN} of its length on both sides, except for colourization: a network whose last operation is a tanh
 * reaches the ends of its range only by saturating, and would not learn its way back from there. Memory is bounded whatever the size of
 * the folder: percentiles come from at most {@value #CAPACITY} values over all channels. For colourization the input
 * range maps grey values to [0, 1] before their lightness is computed (see {@link ConditioningInput}): 0 to 255 for 8
 * bit, percentiles for others.
 */
public final class RangeMeasurement {

	static final int CAPACITY = 1 << 22;
	static final double MARGIN = 0.1;

	private static final IntensityRange BYTE = new IntensityRange(0, 255);

	private RangeMeasurement() {}

	/**
	 * @param pairs the training folder
	 * @param task the wiring
	 * @param monitor told of progress, asked whether to stop
	 * @return the ranges of inputs and targets
	 */
	public static Normalisation of(final FolderOfPairs pairs, final Task task, final JobMonitor monitor) {
		final List<IntensityRange> inputs = inputs(pairs, task, monitor);
		final List<IntensityRange> targets = measure(pairs.size(), pairs.targetKind(), pairs::target, 0.01, "target",
			monitor);
		if (task == Task.COLOURIZATION) return new Normalisation(inputs, targets);
		return new Normalisation(inputs, targets.stream().map(range -> range.widened(MARGIN)).toList());
	}

	/** @return whether targets of 8 bits may have this range, which has been widened or not */
	public static boolean isOfBytes(final IntensityRange range) {
		return range.high() <= BYTE.widened(MARGIN).high();
	}

	/**
	 * @param images at least one, with finite values
	 * @return from the least to the largest value; where all are equal, a range of length max(1, |value|) from there
	 */
	public static IntensityRange extremes(final List<FloatImage> images) {
		double least = Double.POSITIVE_INFINITY;
		double largest = Double.NEGATIVE_INFINITY;
		for (final FloatImage image : images) {
			for (final float value : image.data()) {
				least = Math.min(least, value);
				largest = Math.max(largest, value);
			}
		}
		return between(least, largest);
	}

	/**
	 * @param images at least one
	 * @param kind what their pixels are
	 * @param reader gives an image
	 * @param monitor told of progress, asked whether to stop
	 * @return what is taken as black and as white, per channel: 0 and 255 for 8 bits, else percentiles as for targets
	 */
	static List<IntensityRange> fullScale(final int images, final ImageKind kind, final IntFunction<LoadedImage> reader,
		final JobMonitor monitor)
	{
		if (kind.bitDepth() == 8) return Collections.nCopies(kind.channels(), BYTE);
		return measure(images, kind, reader, 0.01, "target", monitor);
	}

	static IntensityRange between(final double least, final double largest) {
		return new IntensityRange(least, largest > least ? largest : least + Math.max(1, Math.abs(least)));
	}

	private static List<IntensityRange> inputs(final FolderOfPairs pairs, final Task task, final JobMonitor monitor) {
		final ImageKind kind = pairs.inputKind();
		if (task == Task.COLOURIZATION && kind.bitDepth() == 8) return List.of(BYTE);
		return measure(pairs.size(), kind, pairs::input, 0.1, "input", monitor);
	}

	private static List<IntensityRange> measure(final int images, final ImageKind kind,
		final IntFunction<LoadedImage> reader, final double percent, final String what, final JobMonitor monitor)
	{
		if (kind.rgb()) return Collections.nCopies(3, BYTE);
		final List<IntensitySample> samples = new ArrayList<>();
		for (int c = 0; c < kind.channels(); c++) {
			samples.add(new IntensitySample(images, Math.min(1 << 20, CAPACITY / kind.channels())));
		}
		for (int i = 0; i < images; i++) {
			monitor.checkCancelled();
			monitor.emit(new JobEvent.Progress("measuring " + what + " intensities", i, images, 0, -1));
			final LoadedImage image = reader.apply(i);
			for (int c = 0; c < kind.channels(); c++) samples.get(c).add(image.image(), c);
		}
		return samples.stream().map(sample -> sample.range(percent, 100 - percent)).toList();
	}
}
