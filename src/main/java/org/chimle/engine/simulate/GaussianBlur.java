package org.chimle.engine.simulate;

import org.chimle.engine.data.FloatImage;

/** Convolution with a Gaussian, truncated at four standard deviations; outside the image there is nothing (0). */
final class GaussianBlur {

	private GaussianBlur() {}

	/**
	 * @param image shape (1, H, W)
	 * @param sigma standard deviation in pixels, above 0
	 * @return shape (1, H, W)
	 */
	static FloatImage apply(final FloatImage image, final double sigma) {
		final float[] half = weights(sigma);
		return transposedRows(transposedRows(image, half), half);
	}

	/** Blurs along x and exchanges x and y, so that two calls blur both axes and restore the orientation. */
	private static FloatImage transposedRows(final FloatImage image, final float[] half) {
		final int width = image.width();
		final FloatImage result = new FloatImage(1, width, image.height());
		final float[] row = new float[width + 2 * half.length];
		for (int y = 0; y < image.height(); y++) {
			System.arraycopy(image.data(), y * width, row, half.length, width);
			for (int x = 0; x < width; x++) {
				final int centre = x + half.length;
				float sum = half[0] * row[centre];
				for (int k = 1; k < half.length; k++) sum += half[k] * (row[centre - k] + row[centre + k]);
				result.set(0, x, y, sum);
			}
		}
		return result;
	}

	/** @return weights at distances 0, 1, 2 ...; both sides together add up to 1 */
	private static float[] weights(final double sigma) {
		final float[] half = new float[(int) Math.ceil(4 * sigma) + 1];
		double sum = 0;
		for (int k = 0; k < half.length; k++) sum += (k == 0 ? 1 : 2) * gaussian(k, sigma);
		for (int k = 0; k < half.length; k++) half[k] = (float) (gaussian(k, sigma) / sum);
		return half;
	}

	/** @return exp(-distance^2 / (2 sigma^2)) */
	static double gaussian(final double distance, final double sigma) {
		return Math.exp(-distance * distance / (2 * sigma * sigma));
	}
}
