package org.chimle.engine.metric;

import org.chimle.engine.data.FloatImage;

/**
 * How much fine structure an image has, compared with another one:
 *
 * <pre>
 * sharpness(x, y) = (G(x) / Var(x)) / (G(y) / Var(y)),   G(x) = mean of (x[i+1] - x[i])^2 along both axes
 * </pre>
 *
 * 1 is as sharp as the reference, less is blurred, more is noisy. Brightness and contrast do not change it. Unlike a distance it does not ask whether the structure
 * is in the right place, so it tells a blurred average from a sharp guess.
 */
public final class Sharpness {

	private Sharpness() {}

	/**
	 * @param image shape (C, H, W)
	 * @param reference in the same units, shape (C, H, W)
	 * @return the ratio of their gradient energies; infinite or NaN if the reference is constant
	 */
	public static double relativeTo(final FloatImage image, final FloatImage reference) {
		Images.requireComparable(image, reference);
		return gradientEnergy(image) / variance(image) / (gradientEnergy(reference) / variance(reference));
	}

	private static double gradientEnergy(final FloatImage image) {
		double sum = 0;
		long count = 0;
		for (int c = 0; c < image.channels(); c++) {
			for (int y = 0; y < image.height(); y++) {
				for (int x = 0; x < image.width(); x++) {
					final double value = image.get(c, y, x);
					if (x + 1 < image.width()) {
						sum += square(image.get(c, y, x + 1) - value);
						count++;
					}
					if (y + 1 < image.height()) {
						sum += square(image.get(c, y + 1, x) - value);
						count++;
					}
				}
			}
		}
		return sum / count;
	}

	private static double variance(final FloatImage image) {
		double mean = 0;
		for (final float value : image.data()) mean += value / image.data().length;
		double sum = 0;
		for (final float value : image.data()) sum += square(value - mean);
		return sum / image.data().length;
	}

	private static double square(final double value) {
		return value * value;
	}
}
