package org.chimle.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits the lines by which the intensities of inputs tell those of targets, one per channel: least squares over the pixels of all
 * pairs after {@link ConsistencyProjection#coarse}, by {@value #COARSENESS}. Over so many pixels the noise of the input is
 * averaged, which would make the line too flat and get into the dark parts of the samples, and so is a blur.
 * <p>
 * What the lines leave is measured as in {@link PairConsistency}, every pair with the lines of all others: an error that is
 * true of images that were not seen, also where there are few pairs.
 */
public final class IntensityFit {

	static final int COARSENESS = 32;

	/**
	 * Up to this error the lines are nearer to the truth than samples of trained models, see docs/guide/generate.md; above it
	 * the image does not determine brightness and shading, and samples are right to differ in them.
	 */
	static final double LIMIT = 0.4;

	/** A pair at coarse scale, the size of its target and the sum of its squared deviations from the means. */
	private record Pair(FloatImage input, FloatImage target, int height, int width, double contrast) {

		double changes(final List<IntensityLine> lines) {
			final FloatImage difference = IntensityLine.map(lines, input);
			for (int i = 0; i < difference.data().length; i++) difference.data()[i] -= target.data()[i];
			double sum = 0;
			for (final float change : Resample.bicubic(difference, height, width).data()) sum += (double) change * change;
			return sum;
		}
	}

	private final List<Pair> pairs = new ArrayList<>();

	/**
	 * Takes a pair.
	 *
	 * @param target in the network's units, shape (C, H, W)
	 * @param input in the network's units, shape (C, H, W)
	 */
	public void add(final FloatImage target, final FloatImage input) {
		pairs.add(new Pair(ConsistencyProjection.coarse(input, COARSENESS), ConsistencyProjection.coarse(target, COARSENESS),
			target.height(), target.width(), PairConsistency.contrast(target)));
	}

	/** @return the lines and their error; {@link ConsistencyRule#UNKNOWN} without two pairs of which the targets show something */
	public ConsistencyRule rule() {
		if (pairs.size() < 2) return ConsistencyRule.UNKNOWN;
		double changes = 0;
		double contrasts = 0;
		for (final Pair pair : pairs) {
			changes += pair.changes(lines(pair));
			contrasts += pair.contrast;
		}
		final double error = Math.sqrt(changes / contrasts);
		return Double.isFinite(error) ? new ConsistencyRule(lines(null), error) : ConsistencyRule.UNKNOWN;
	}

	/** @return a line per channel through all pairs but one */
	private List<IntensityLine> lines(final Pair without) {
		return IntStream.range(0, pairs.get(0).input.channels()).mapToObj(channel -> {
			final LeastSquares sums = new LeastSquares();
			for (final Pair pair : pairs) if (pair != without) sums.add(pair.input, pair.target, channel);
			return sums.line();
		}).toList();
	}

	/** The sums of which least squares make a line. */
	private static final class LeastSquares {

		/** Where inputs differ less than that, square of the standard deviation, they tell nothing. */
		private static final double FLAT = 1e-6;

		private double count;
		private double x;
		private double y;
		private double xx;
		private double xy;

		void add(final FloatImage input, final FloatImage target, final int channel) {
			for (int i = channel * input.plane(), end = i + input.plane(); i < end; i++) {
				count++;
				x += input.data()[i];
				y += target.data()[i];
				xx += (double) input.data()[i] * input.data()[i];
				xy += (double) input.data()[i] * target.data()[i];
			}
		}

		/** @return the line; flat, at the mean of the targets, where the inputs tell nothing */
		IntensityLine line() {
			final double variance = xx / count - x / count * (x / count);
			final double gain = variance > FLAT ? (xy / count - x / count * (y / count)) / variance : 0;
			final double offset = (y - gain * x) / count;
			return IntensityLine.isWithinLimit(gain) && IntensityLine.isWithinLimit(offset) ? new IntensityLine(gain, offset)
				: new IntensityLine(0, y / count);
		}
	}
}
