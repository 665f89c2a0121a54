package org.chimle.engine.simulate;

import java.util.List;

import org.chimle.engine.data.FloatImage;

/**
 * Which of two known answers a set of samples contains. A sample belongs to the answer it is nearer to, if its
 * root-mean-square distance to that answer is below {@value #RADIUS} of the distance between the two; the average of
 * both lies at 0.5 and belongs to neither.
 *
 * @param hitsA samples that belong to a
 * @param hitsB samples that belong to b
 * @param samples number of samples
 */
public record ModeCoverage(int hitsA, int hitsB, int samples) {

	/** Radius of an answer relative to the distance between the two. */
	public static final double RADIUS = 0.35;

	/**
	 * @param samples images, shape (C, H, W)
	 * @param a one answer, shape (C, H, W)
	 * @param b the other answer, shape (C, H, W), in the same units
	 * @return how many samples belong to each
	 * @throws IllegalArgumentException if the shapes differ or the two answers do not
	 */
	public static ModeCoverage of(final List<FloatImage> samples, final FloatImage a, final FloatImage b) {
		final double limit = RADIUS * distance(a, b);
		if (!(limit > 0)) throw new IllegalArgumentException("The two answers do not differ.");
		int hitsA = 0;
		int hitsB = 0;
		for (final FloatImage sample : samples) {
			final double toA = distance(sample, a);
			final double toB = distance(sample, b);
			if (Math.min(toA, toB) < limit) {
				if (toA < toB) hitsA++;
				else hitsB++;
			}
		}
		return new ModeCoverage(hitsA, hitsB, samples.size());
	}

	/** @return whether the samples contain both answers */
	public boolean both() {
		return hitsA > 0 && hitsB > 0;
	}

	/** @return whether the samples contain at least one of the answers */
	public boolean any() {
		return hitsA > 0 || hitsB > 0;
	}

	private static double distance(final FloatImage a, final FloatImage b) {
		if (!a.size().equals(b.size())) {
			throw new IllegalArgumentException("Images of " + a.size() + " and " + b.size() + " cannot be compared.");
		}
		double sum = 0;
		for (int i = 0; i < a.data().length; i++) {
			final double difference = (double) a.data()[i] - b.data()[i];
			sum += difference * difference;
		}
		return Math.sqrt(sum / a.data().length);
	}
}
