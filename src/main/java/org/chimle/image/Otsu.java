package org.chimle.image;

import ij.process.AutoThresholder;

/**
 * Otsu's threshold of intensities that come one image after another, without keeping them: they are counted in fine bins
 * of a known range, which make the {@value #BINS} bins between the least and the largest value that ImageJ's
 * {@link AutoThresholder} works on.
 */
public final class Otsu {

	private static final int BINS = 256;
	private static final int FINE = 1 << 16;

	private final double low;
	private final double width;
	private final long[] counts = new long[FINE];

	/**
	 * @param low least value expected
	 * @param high largest value expected, above low; values outside count as the nearer end
	 */
	public Otsu(final double low, final double high) {
		this.low = low;
		width = (high - low) / FINE;
	}

	/** Counts a value. */
	public void add(final double value) {
		counts[Math.max(0, Math.min(FINE - 1, (int) ((value - low) / width)))]++;
	}

	/** Where no value lies between the classes, every threshold between them is as good; the middle is the safest. */
	private static double middleOfGap(final int[] histogram, final int bin) {
		int below = bin;
		int above = bin + 1;
		while (below > 0 && histogram[below] == 0) below--;
		while (above < BINS - 1 && histogram[above] == 0) above++;
		return (below + 1 + above) / 2.0;
	}

	/** @return the value that separates the two classes: the upper class lies above it */
	public double threshold() {
		int first = 0;
		int last = FINE - 1;
		while (first < last && counts[first] == 0) first++;
		while (last > first && counts[last] == 0) last--;
		if (first == last) return low + width * (first + 1); // nothing lies above
		final double perBin = (last - first + 1.0) / BINS;
		final double[] coarse = new double[BINS];
		double most = 1;
		for (int i = first; i <= last; i++) {
			final int bin = Math.min(BINS - 1, (int) ((i - first) / perBin));
			coarse[bin] += counts[i];
			most = Math.max(most, coarse[bin]);
		}
		final int[] histogram = new int[BINS];
		final double shrink = Math.min(1, (1 << 20) / most); // the thresholder multiplies counts as whole numbers
		for (int i = 0; i < BINS; i++) histogram[i] = (int) Math.ceil(coarse[i] * shrink);
		final int bin = new AutoThresholder().getThreshold(AutoThresholder.Method.Otsu, histogram);
		return low + width * (first + middleOfGap(histogram, bin) * perBin);
	}
}
