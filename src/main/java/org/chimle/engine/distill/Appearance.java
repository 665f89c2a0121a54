package org.chimle.engine.distill;

import java.util.SplittableRandom;

import org.chimle.engine.data.FloatImage;

/**
 * Other looks of an image to teach with, so that a few families of images stand for many: other colours, a negative,
 * another gamma, another range of intensities.
 */
final class Appearance {

	private static final double RECOLOURED = 0.3;
	private static final double NEGATIVE = 0.15;
	private static final double OTHER_GAMMA = 0.4;
	private static final double OTHER_RANGE = 0.4;
	/** Greatest share of the range that is cut off at an end. */
	private static final double MOST_CUT = 0.35;

	private Appearance() {}

	/** @return a version of a colour image of values in [0, 1]; values in [0, 1] */
	static FloatImage varied(final FloatImage image, final SplittableRandom random) {
		final FloatImage result = random.nextDouble() < RECOLOURED ? recoloured(image, random) : image;
		final boolean negative = random.nextDouble() < NEGATIVE;
		final double gamma = random.nextDouble() < OTHER_GAMMA ? Distortions.geometric(0.5, 2, random.nextDouble()) : 1;
		final boolean cut = random.nextDouble() < OTHER_RANGE;
		final double low = cut ? MOST_CUT * random.nextDouble() : 0;
		final double high = cut ? 1 - MOST_CUT * random.nextDouble() : 1;
		final float[] values = new float[result.data().length];
		for (int i = 0; i < values.length; i++) {
			final double value = Math.pow(Math.max(0, Math.min(1, result.data()[i])), gamma);
			values[i] = (float) (low + (high - low) * (negative ? 1 - value : value));
		}
		return new FloatImage(result.channels(), result.height(), result.width(), values);
	}

	/** Every channel becomes a random mean of the three. */
	private static FloatImage recoloured(final FloatImage image, final SplittableRandom random) {
		final int plane = image.plane();
		final float[] values = new float[image.data().length];
		for (int c = 0; c < image.channels(); c++) {
			final double[] shares = shares(image.channels(), random);
			for (int from = 0; from < shares.length; from++) {
				for (int i = 0; i < plane; i++) values[c * plane + i] += (float) (shares[from] * image.data()[from * plane + i]);
			}
		}
		return new FloatImage(image.channels(), image.height(), image.width(), values);
	}

	/** @return non-negative shares that add up to 1, uniformly distributed among such */
	private static double[] shares(final int count, final SplittableRandom random) {
		final double[] shares = new double[count];
		double sum = 0;
		for (int i = 0; i < count; i++) {
			shares[i] = -Math.log(1 - random.nextDouble());
			sum += shares[i];
		}
		for (int i = 0; i < count; i++) shares[i] /= sum;
		return shares;
	}
}
