package org.chimle.engine.data;

/**
 * How far the inputs of super-resolution contradict their targets at coarse scale: what {@link ConsistencyProjection} P
 * changes in targets t, which need no change, relative to their contrast,
 *
 * <pre>
 * error = sqrt(sum (P(t) - t)^2 / sum (t - mean)^2),
 * </pre>
 *
 * summed over the pixels, channels and pairs, mean being that of a channel of a target. At 0 the projection does no harm;
 * at 1 it changes the truth by as much as there is to see in it.
 */
public final class PairConsistency {

	static final int COARSENESS = 4;

	/** Up to this error inputs and targets agree; samples of trained models are several times as far from the truth. */
	static final double LIMIT = 0.1;

	private double changes;
	private double contrasts;

	/**
	 * Takes a pair.
	 *
	 * @param target t, shape (C, H * s, W * s) with a whole s, at least 1
	 * @param input its input in the units of the target, shape (C, H, W)
	 */
	public void add(final FloatImage target, final FloatImage input) {
		final FloatImage projected = ConsistencyProjection.of(target, input, COARSENESS);
		for (int i = 0; i < target.data().length; i++) changes += square(projected.data()[i] - target.data()[i]);
		contrasts += contrast(target);
	}

	/** @return the sum over pixels and channels of (t - mean)^2 */
	static double contrast(final FloatImage target) {
		double sum = 0;
		for (int c = 0; c < target.channels(); c++) sum += contrast(target, c * target.plane());
		return sum;
	}

	private static double contrast(final FloatImage image, final int start) {
		double mean = 0;
		for (int i = start; i < start + image.plane(); i++) mean += image.data()[i];
		mean /= image.plane();
		double sum = 0;
		for (int i = start; i < start + image.plane(); i++) sum += square(image.data()[i] - mean);
		return sum;
	}

	private static double square(final double value) {
		return value * value;
	}

	/** @return the error of the pairs so far; not finite if their targets show nothing */
	public double error() {
		return Math.sqrt(changes / contrasts);
	}
}
