package org.chimle.engine.metric;

import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Torch;

/**
 * All figures of the samples of one image, from images and the name of a device: callers need not know tensors. What
 * cannot be computed is NaN.
 *
 * @param samples one entry per sample
 * @param summary the figures of all samples together
 */
public record MeasuredImage(List<Sample> samples, Summary summary) {

	/**
	 * What is measured together.
	 *
	 * @param samples the samples in original units, at least one, shape (C, H, W), finite
	 * @param reference the observed image, shape (C, H, W), or null
	 * @param input the conditioning image in the units of the samples, shape (C, H / s, W / s), or null
	 * @param range the intensities that become 0 and 1
	 */
	public record Subject(List<FloatImage> samples, FloatImage reference, FloatImage input, IntensityRange range) {

		/** Copies the list. */
		public Subject {
			samples = List.copyOf(samples);
		}
	}

	/**
	 * Figures of one sample.
	 *
	 * @param psnr against the reference, dB
	 * @param ssim against the reference
	 * @param meanSquaredError against the reference, in units of the range
	 * @param distance perceptual distance to the reference
	 * @param consistency PSNR of the reduced sample against the input, dB
	 */
	public record Sample(double psnr, double ssim, double meanSquaredError, double distance, double consistency) {}

	/**
	 * Figures of all samples.
	 *
	 * @param diversity mean perceptual distance between two samples, see {@link Diversity}
	 * @param weightedVariance see {@link FaithfulnessWeightedVariance}
	 * @param bestPsnr highest PSNR, dB
	 * @param bestSsim highest SSIM
	 * @param bestDistance lowest perceptual distance to the reference
	 */
	public record Summary(double diversity, double weightedVariance, double bestPsnr, double bestSsim, double bestDistance) {}

	/**
	 * Measures. Memory for features is bounded, see {@link SampleDistances}.
	 *
	 * @param subject the images
	 * @param kind the perceptual distance
	 * @param sigma bandwidth of the faithfulness weights, above 0
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @return the figures
	 * @throws IllegalArgumentException if shapes do not fit each other or a value is not finite
	 */
	public static MeasuredImage of(final Subject subject, final DistanceKind kind, final double sigma,
		final String device)
	{
		final SampleDistances distances = distances(subject, kind, device);
		final List<Sample> rows = new ArrayList<>();
		for (int s = 0; s < subject.samples().size(); s++) rows.add(row(s, subject, distances));
		final double weighted = subject.reference() == null ? Double.NaN : FaithfulnessWeightedVariance.of(distances, sigma)
			.value();
		return new MeasuredImage(rows, new Summary(Diversity.of(distances).meanPairwiseDistance(), weighted, best(rows,
			Sample::psnr, true), best(rows, Sample::ssim, true), best(rows, Sample::distance, false)));
	}

	private static SampleDistances distances(final Subject subject, final DistanceKind kind, final String device) {
		final IntensityRange range = subject.range();
		final List<FloatImage> samples = subject.samples().stream().map(sample -> clip(unit(sample, range))).toList();
		try (NDManager manager = Torch.open(device)) {
			final PerceptualDistance distance = Distances.of(kind, manager);
			if (subject.reference() == null) return SampleDistances.of(samples, distance, manager);
			return SampleDistances.of(samples, clip(unit(subject.reference(), range)), distance, manager);
		}
	}

	private static Sample row(final int s, final Subject subject, final SampleDistances distances) {
		final FloatImage sample = unit(subject.samples().get(s), subject.range());
		final ImageMetrics fidelity = subject.reference() == null ? new ImageMetrics(Double.NaN, Double.NaN, Double.NaN)
			: ImageMetrics.of(sample, unit(subject.reference(), subject.range()));
		final double distance = subject.reference() == null ? Double.NaN : distances.toObserved()[s];
		final double consistency = subject.input() == null ? Double.NaN : Consistency.of(sample, unit(subject.input(), subject
			.range()), 1).psnr();
		return new Sample(fidelity.psnr(), fidelity.ssim(), fidelity.meanSquaredError(), distance, consistency);
	}

	private static double best(final List<Sample> rows, final ToDoubleFunction<Sample> figure, final boolean highest) {
		final double[] figures = rows.stream().mapToDouble(figure).toArray();
		for (final double value : figures) if (Double.isNaN(value)) return Double.NaN;
		return (highest ? BestOfN.highest(figures) : BestOfN.lowest(figures)).value();
	}

	private static FloatImage unit(final FloatImage image, final IntensityRange range) {
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int i = 0; i < result.data().length; i++) result.data()[i] = range.toUnit(image.data()[i]);
		return result;
	}

	/** A perceptual distance is defined on [0, 1]. */
	private static FloatImage clip(final FloatImage image) {
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int i = 0; i < result.data().length; i++) result.data()[i] = Math.max(0, Math.min(1, image.data()[i]));
		return result;
	}
}
