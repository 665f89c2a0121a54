package org.chimle.engine.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;

/**
 * Whether the spread of the samples says how wrong they are. For every pixel of every input with a reference y, the n
 * samples x_1..n with mean m and sample variance s^2 (n - 1 in the denominator) predict
 *
 * <pre>
 * E (m - y)^2 = s^2 (1 + 1/n),
 * </pre>
 *
 * if the reference is one more draw from where the samples came from; the term 1/n is the error of the mean itself. The
 * figures compare prediction and error:
 * <ul>
 * <li><b>curve</b>: pixels are sorted by predicted variance into bins of about equal numbers; each has the root of the
 * mean predicted variance, RMV, and the root mean squared error, RMSE (Levi et al., "Evaluating and calibrating
 * uncertainty prediction in regression tasks", 2019, Sensors 2022). With few samples s^2 is noisy, and sorting by it would
 * put lucky low values into the low bins and bend even a perfect curve. Hence from four samples on, pixels are sorted by
 * the variance of one half of the samples and the variance of the other half is averaged, both ways round;</li>
 * <li><b>slope, intercept</b> of the least-squares line RMSE = slope RMV + intercept through the bins; ideally 1 and
 * 0;</li>
 * <li><b>ENCE</b> = mean over bins of |RMV - RMSE| / RMV (Levi et al.); ideally 0;</li>
 * <li><b>factor</b> = sqrt(sum (m - y)^2 / sum s^2 (1 + 1/n)) over all pixels, the number the standard deviation must be
 * multiplied by to be right on average: above 1 the samples are too alike. A ratio of sums, because the mean of ratios
 * that Levi et al. use is infinite in expectation for two or three samples and dominated by pixels of almost no spread;
 * </li>
 * <li><b>coverage</b> from the rank of the reference among the samples, see {@link RankHistogram}.</li>
 * </ul>
 * Images may come one by one, memory does not grow with their number. Pixels on which the samples agree exactly take
 * part in the factor and the coverage, but not in the curve. All images must have the same units of intensity.
 */
public final class Calibration {

	/** Bins of the curve. */
	public static final int BINS = 15;

	private static final int LEAST_FOR_HALVES = 4;

	/**
	 * A bin of the curve.
	 *
	 * @param predicted RMV, the predicted standard deviation of the error, in units of the images
	 * @param error RMSE of the mean of the samples, in units of the images
	 * @param pixels how many pixels it stands for
	 */
	public record Bin(double predicted, double error, long pixels) {}

	/**
	 * How often an interval of the samples contains the reference.
	 *
	 * @param nominal how often it should, 0..1
	 * @param observed how often it does, 0..1; NaN if there were too few samples for the interval
	 */
	public record Coverage(double nominal, double observed) {}

	/**
	 * The figures, see {@link Calibration}.
	 *
	 * @param curve bins of rising predicted standard deviation
	 * @param slope of the line through the curve; NaN for fewer than two bins
	 * @param intercept of the line, in units of the images
	 * @param ence expected normalised calibration error, at least 0; NaN without bins
	 * @param coverage of the central 50, 80 and 90 % intervals
	 * @param range of the interval from the least to the largest sample, where {@code nominal} is (n - 1) / (n + 1)
	 * @param factor on the standard deviation; infinite if samples never differ but are wrong, NaN if they are right
	 * @param unspread share of pixels on which all samples agree, 0..1
	 * @param images how many were added
	 */
	public record Result(List<Bin> curve, double slope, double intercept, double ence, List<Coverage> coverage,
		Coverage range, double factor, double unspread, int images)
	{

		/** Copies the lists. */
		public Result {
			curve = List.copyOf(curve);
			coverage = List.copyOf(coverage);
		}
	}

	private final VarianceBins bins = new VarianceBins();
	private final SortedMap<Integer, RankHistogram> ranks = new TreeMap<>();
	private double squaredErrors;
	private double predictedVariances;
	private long pixels;
	private long unspread;
	private int images;

	/**
	 * Adds one input.
	 *
	 * @param samples its samples, at least two, shape (C, H, W), finite
	 * @param reference its reference, shape (C, H, W), finite
	 * @throws InvalidInputException if there are fewer than two samples
	 * @throws IllegalArgumentException if shapes differ or a value is not finite
	 */
	public void add(final List<FloatImage> samples, final FloatImage reference) {
		final int n = samples.size();
		if (n < 2) {
			throw new InvalidInputException("There is " + (n == 0 ? "no sample" : "one sample") +
				" of an input, but its spread needs at least two; generate more samples.");
		}
		for (final FloatImage sample : samples) Images.requireComparable(sample, reference);
		final RankHistogram histogram = ranks.computeIfAbsent(n, RankHistogram::new);
		final double[] values = new double[n];
		for (int i = 0; i < reference.data().length; i++) {
			for (int s = 0; s < n; s++) values[s] = samples.get(s).data()[i];
			histogram.add(values, reference.data()[i]);
			addPixel(values, reference.data()[i]);
		}
		images++;
	}

	private void addPixel(final double[] values, final double truth) {
		final int n = values.length;
		final double predicts = 1 + 1.0 / n;
		final double error = square(mean(values, 0, 1) - truth);
		final double variance = predicts * variance(values, 0, 1);
		pixels++;
		squaredErrors += error;
		predictedVariances += variance;
		if (variance == 0) {
			unspread++;
			return;
		}
		if (n < LEAST_FOR_HALVES) {
			bins.add(variance, variance, error);
			return;
		}
		final double even = predicts * variance(values, 0, 2);
		final double odd = predicts * variance(values, 1, 2);
		bins.add(even, odd, error);
		bins.add(odd, even, error);
	}

	/**
	 * @return the figures of what was added so far
	 * @throws InvalidInputException if nothing was added
	 */
	public Result result() {
		if (images == 0) {
			throw new InvalidInputException("There is no input with samples and a reference, so calibration cannot be " +
				"measured; add references.");
		}
		final List<Bin> curve = bins.merged(BINS);
		final double[] line = line(curve);
		final double ence = curve.stream().mapToDouble(bin -> Math.abs(bin.predicted() - bin.error()) / bin.predicted())
			.average().orElse(Double.NaN);
		final List<Coverage> coverage = new ArrayList<>();
		for (final double level : new double[] { 0.5, 0.8, 0.9 }) coverage.add(RankHistogram.central(ranks.values(), level));
		return new Result(curve, line[0], line[1], ence, coverage, RankHistogram.range(ranks.values()), Math.sqrt(
			squaredErrors / predictedVariances), (double) unspread / pixels, images);
	}

	/** @return slope and intercept of the least-squares line */
	private static double[] line(final List<Bin> curve) {
		final double x = curve.stream().mapToDouble(Bin::predicted).average().orElse(Double.NaN);
		final double y = curve.stream().mapToDouble(Bin::error).average().orElse(Double.NaN);
		double xx = 0;
		double xy = 0;
		for (final Bin bin : curve) {
			xx += square(bin.predicted() - x);
			xy += (bin.predicted() - x) * (bin.error() - y);
		}
		return new double[] { xy / xx, y - xy / xx * x };
	}

	/** @return the mean of every step-th value from the start */
	private static double mean(final double[] values, final int start, final int step) {
		double sum = 0;
		int count = 0;
		for (int i = start; i < values.length; i += step) {
			sum += values[i];
			count++;
		}
		return sum / count;
	}

	/** @return the unbiased variance of every step-th value from the start */
	private static double variance(final double[] values, final int start, final int step) {
		final double mean = mean(values, start, step);
		double sum = 0;
		int count = 0;
		for (int i = start; i < values.length; i += step) {
			sum += square(values[i] - mean);
			count++;
		}
		return sum / (count - 1);
	}

	private static double square(final double value) {
		return value * value;
	}
}
