package org.chimle.engine.metric;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;

/**
 * All figures of the samples of one image, from images and the name of a device: callers need not know tensors. What
 * cannot be computed is missing, and the row's note says why; the rest is measured.
 *
 * @param samples one row per sample, figures of {@link Figure.Table#SAMPLES}
 * @param summary figures of all samples together, of {@link Figure.Table#SUMMARY}
 * @param weightedVariance FwV against sigma; null without a reference
 * @param ringCorrelation correlation of the samples by spatial frequency; null for fewer than two samples
 * @param errorMaps SQUIRREL's error map of every sample in units of the input, null where there is none
 */
public record MeasuredImage(List<FigureRow> samples, FigureRow summary, Curve weightedVariance,
	RingCorrelation ringCorrelation, List<FloatImage> errorMaps)
{

	/**
	 * What is measured together.
	 *
	 * @param samples the samples in original units, at least one, shape (C, H, W)
	 * @param reference the observed image, shape (C, H, W), or null
	 * @param input the conditioning image in the units of the samples, shape (C, H / s, W / s), or null
	 * @param range the intensities that become 0 and 1
	 * @param pixelWidth of the samples in units of length
	 * @param pixelHeight of the samples in units of length
	 */
	public record Subject(List<FloatImage> samples, FloatImage reference, FloatImage input, IntensityRange range,
		double pixelWidth, double pixelHeight)
	{

		/** Copies the list. */
		public Subject {
			samples = List.copyOf(samples);
		}
	}

	/**
	 * How it is measured.
	 *
	 * @param distance the perceptual distance
	 * @param sigma bandwidth of the faithfulness weights, above 0
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 */
	public record Settings(DistanceKind distance, double sigma, String device) {}

	/** Copies the rows. */
	public MeasuredImage {
		samples = List.copyOf(samples);
	}

	/** @return the figure of the best sample, NaN if no sample has it */
	public double best(final Figure figure) {
		final double[] found = found(figure);
		if (found.length == 0) return Double.NaN;
		return (figure.better() == Figure.Better.HIGHER ? BestOfN.highest(found) : BestOfN.lowest(found)).value();
	}

	/** @return the mean over samples that have the figure, NaN if none has it */
	public double mean(final Figure figure) {
		double sum = 0;
		final double[] found = found(figure);
		for (final double value : found) sum += value;
		return sum / found.length;
	}

	private double[] found(final Figure figure) {
		return samples.stream().mapToDouble(row -> row.get(figure)).filter(value -> !Double.isNaN(value)).toArray();
	}

	/** @return whether nothing could be measured */
	public boolean isEmpty() {
		return summary.values().isEmpty() && samples.stream().allMatch(row -> row.values().isEmpty());
	}

	/** @return every note once, with the sample it is about */
	public List<String> notes() {
		final List<String> notes = new ArrayList<>();
		if (!summary.note().isEmpty()) notes.add(summary.note());
		for (int s = 0; s < samples.size(); s++) {
			if (!samples.get(s).note().isEmpty()) notes.add("sample " + (s + 1) + ": " + samples.get(s).note());
		}
		return notes;
	}
}
