package org.chimle.workflow;

import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.metric.BestOfN;
import org.chimle.engine.metric.Consistency;
import org.chimle.engine.metric.Diversity;
import org.chimle.engine.metric.FaithfulnessWeightedVariance;
import org.chimle.engine.metric.ImageMetrics;
import org.chimle.engine.metric.SampleDistances;
import org.chimle.engine.perceptual.PerceptualDistance;

/**
 * The figures of the samples of one plane. What cannot be computed is NaN.
 *
 * @param samples one entry per sample
 * @param summary the figures of all samples together
 */
record MeasuredImage(List<Sample> samples, Summary summary) {

	/** Figures of one sample, named like the columns of the table. */
	record Sample(double psnr, double ssim, double meanSquaredError, double distance, double consistency) {}

	/** Figures of all samples. */
	record Summary(double diversity, double weightedVariance, double bestPsnr, double bestSsim, double bestDistance) {}

	/**
	 * @param samples the samples in original units
	 * @param reference the observed image, or null
	 * @param input the conditioning image in the units of the samples, or null
	 * @param range the intensities that become 0 and 1
	 * @param sigma bandwidth of the faithfulness weights
	 * @param distance the perceptual distance
	 * @param manager decides on the device
	 * @return the figures
	 */
	static MeasuredImage of(final List<FloatImage> samples, final FloatImage reference, final FloatImage input,
		final IntensityRange range, final double sigma, final PerceptualDistance distance, final NDManager manager)
	{
		final List<FloatImage> clipped = samples.stream().map(sample -> clip(unit(sample, range))).toList();
		final FloatImage observed = reference == null ? null : unit(reference, range);
		final FloatImage conditioning = input == null ? null : unit(input, range);
		final SampleDistances distances = observed == null ? SampleDistances.of(clipped, distance, manager) : SampleDistances
			.of(clipped, clip(observed), distance, manager);
		final List<Sample> rows = new ArrayList<>();
		for (int s = 0; s < samples.size(); s++) {
			final FloatImage sample = unit(samples.get(s), range);
			final ImageMetrics fidelity = observed == null ? new ImageMetrics(Double.NaN, Double.NaN, Double.NaN) : ImageMetrics
				.of(sample, observed);
			rows.add(new Sample(fidelity.psnr(), fidelity.ssim(), fidelity.meanSquaredError(), observed == null ? Double.NaN
				: distances.toObserved()[s], conditioning == null ? Double.NaN : Consistency.of(sample, conditioning, 1).psnr()));
		}
		final double weighted = observed == null ? Double.NaN : FaithfulnessWeightedVariance.of(distances, sigma).value();
		return new MeasuredImage(rows, new Summary(Diversity.of(distances).meanPairwiseDistance(), weighted, best(rows,
			Sample::psnr, true), best(rows, Sample::ssim, true), best(rows, Sample::distance, false)));
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
