package org.chimle.engine.metric;

import java.util.Collection;

/**
 * How often the reference was larger than r = 0..n of the n samples at its pixel. If it is one more draw from where the
 * samples came from, all n + 1 ranks are equally frequent, so the interval from the k-th least to the k-th largest sample
 * contains the reference with probability (n + 1 - 2k) / (n + 1) exactly, however few samples there are; probabilities in
 * between are interpolated between neighbouring k. The widest interval, k = 1, covers (n - 1) / (n + 1): the central 50, 80
 * and 90 % need 3, 9 and 19 samples. A reference equal to some samples counts equally for all ranks it could have.
 */
final class RankHistogram {

	private final int samples;
	private final double[] counts;
	private double total;

	RankHistogram(final int samples) {
		this.samples = samples;
		counts = new double[samples + 1];
	}

	/** Adds a pixel. */
	void add(final double[] values, final double reference) {
		int less = 0;
		int equal = 0;
		for (final double value : values) {
			if (value < reference) less++;
			else if (value == reference) equal++;
		}
		for (int r = less; r <= less + equal; r++) counts[r] += 1.0 / (equal + 1);
		total++;
	}

	/** @return coverage of a central interval over all pixels that have enough samples for it */
	static Calibration.Coverage central(final Collection<RankHistogram> histograms, final double level) {
		double covered = 0;
		double pixels = 0;
		for (final RankHistogram histogram : histograms) {
			final double k = histogram.positionOf(level);
			if (k < 1) continue;
			covered += histogram.within(k);
			pixels += histogram.total;
		}
		return new Calibration.Coverage(level, covered / pixels);
	}

	/** @return coverage of the interval between the extreme samples */
	static Calibration.Coverage range(final Collection<RankHistogram> histograms) {
		double nominal = 0;
		double covered = 0;
		double pixels = 0;
		for (final RankHistogram histogram : histograms) {
			nominal += histogram.total * (histogram.samples - 1) / (histogram.samples + 1);
			covered += histogram.within(1);
			pixels += histogram.total;
		}
		return new Calibration.Coverage(nominal / pixels, covered / pixels);
	}

	/** @return k of the interval that covers the level; below 1 if there are too few samples */
	private double positionOf(final double level) {
		final double k = (samples + 1) * (1 - level) / 2;
		return Math.abs(k - Math.rint(k)) < 1e-9 ? Math.rint(k) : k; // 20 * (1 - 0.9) / 2 is a little below 1
	}

	/** @return the number of pixels whose reference lies in the interval */
	private double within(final double k) {
		final int whole = (int) k;
		return (whole + 1 - k) * inside(whole) + (k - whole) * inside(whole + 1);
	}

	private double inside(final int k) {
		double sum = 0;
		for (int r = k; r <= samples - k; r++) sum += counts[r];
		return sum;
	}
}
