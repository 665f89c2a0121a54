package org.chimle.engine.data;

import java.util.List;

/**
 * What the coarse intensities of a finished image, its brightness and shading, have to do with those of its input, as it was
 * found on pairs: they are the same in super-resolution, where the input is a smaller version of the target in the same units,
 * and follow from the input's by a line else.
 *
 * @param lines one per channel, between the network's units; empty where the intensities are the same in their own units
 * @param error what is left, relative to the contrast of the targets, see {@link PairConsistency} and {@link IntensityFit};
 *          null if that is not known
 */
public record ConsistencyRule(List<IntensityLine> lines, Double error) {

	/** Nothing is known of the pairs. */
	public static final ConsistencyRule UNKNOWN = new ConsistencyRule(List.of(), null);

	/** Copies the lines. */
	public ConsistencyRule {
		lines = List.copyOf(lines);
	}

	/** @return whether the intensities follow from the input's by lines, else they are the same */
	public boolean hasLines() {
		return !lines.isEmpty();
	}

	/** @return up to which error inputs and targets agree */
	public double limit() {
		return hasLines() ? IntensityFit.LIMIT : PairConsistency.LIMIT;
	}

	/** @return whether inputs and targets are known to agree, so that samples should agree with their inputs as well */
	public boolean agrees() {
		return error != null && error <= limit();
	}

	/**
	 * Makes a sample obey.
	 *
	 * @param sample in its own units, shape (C, H * s, W * s)
	 * @param input what it was made of, in its own units, shape (C, H, W)
	 * @param normalisation the ranges of the model
	 * @return the sample after {@link ConsistencyProjection}
	 */
	public FloatImage apply(final FloatImage sample, final FloatImage input, final Normalisation normalisation) {
		if (!hasLines()) return ConsistencyProjection.of(sample, input, PairConsistency.COARSENESS);
		final FloatImage expected = IntensityLine.map(lines, normalisation.normaliseInput(input));
		return ConsistencyProjection.of(sample, normalisation.restoreTarget(expected), IntensityFit.COARSENESS);
	}
}
