package org.chimle.engine.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Sums over pixels in very narrow bins of a variance, which are merged into a few of about equal numbers when all pixels
 * have been seen. A narrow bin is {@value #PER_OCTAVE}th of an octave: the leading bits of the number.
 */
final class VarianceBins {

	private static final int PER_OCTAVE = 32;
	private static final int SHIFT = 52 - Integer.numberOfTrailingZeros(PER_OCTAVE);
	private static final int NARROW = 1 << 63 - SHIFT;

	private final long[] counts = new long[NARROW];
	private final double[] variances = new double[NARROW];
	private final double[] errors = new double[NARROW];

	/**
	 * @param key sorts the pixel, at least 0
	 * @param variance predicted variance
	 * @param error squared error
	 */
	void add(final double key, final double variance, final double error) {
		final int bin = (int) (Double.doubleToRawLongBits(key) >>> SHIFT);
		counts[bin]++;
		variances[bin] += variance;
		errors[bin] += error;
	}

	/** @return at most that many bins of about equal numbers, none without variance, in rising order of the key */
	List<Calibration.Bin> merged(final int most) {
		long total = 0;
		for (final long count : counts) total += count;
		final List<Calibration.Bin> merged = new ArrayList<>();
		long seen = 0;
		long count = 0;
		double variance = 0;
		double error = 0;
		for (int i = 0; i < NARROW; i++) {
			if (counts[i] == 0) continue;
			seen += counts[i];
			count += counts[i];
			variance += variances[i];
			error += errors[i];
			if (seen * most < total * (merged.size() + 1) || variance == 0) continue;
			merged.add(new Calibration.Bin(Math.sqrt(variance / count), Math.sqrt(error / count), count));
			count = 0;
			variance = 0;
			error = 0;
		}
		return merged;
	}
}
