package org.chimle.engine.metric;

import org.chimle.engine.data.FloatImage;

/**
 * The structural similarity index of Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error
 * visibility to structural similarity", 2004, with their Gaussian window (standard deviation 1.5, truncated at 3.5
 * standard deviations, hence 11 x 11):
 *
 * <pre>
 * SSIM = (2 mx my + c1)(2 sxy + c2) / ((mx^2 + my^2 + c1)(sx^2 + sy^2 + c2)),  c1 = (0.01 range)^2, c2 = (0.03 range)^2
 * </pre>
 *
 * with weighted means m, variances s^2 and covariance sxy (population, not sample) in the window. The index is averaged
 * over all windows that lie inside the image and over channels, as scikit-image does with gaussian_weights and without
 * use_sample_covariance.
 */
final class StructuralSimilarity {

	/** Side of the window in pixels. */
	static final int WINDOW = 11;

	private static final double[] WEIGHTS = gaussian(1.5);

	private StructuralSimilarity() {}

	/** @return the mean index, or NaN if no window fits; the images must be comparable */
	static double mean(final FloatImage image, final FloatImage reference, final double range) {
		if (image.height() < WINDOW || image.width() < WINDOW) return Double.NaN;
		double sum = 0;
		for (int c = 0; c < image.channels(); c++) sum += channelMean(image, reference, c, range);
		return sum / image.channels();
	}

	private static double channelMean(final FloatImage image, final FloatImage reference, final int channel,
		final double range)
	{
		final int height = image.height();
		final int width = image.width();
		final double[] x = plane(image, channel);
		final double[] y = plane(reference, channel);
		final double[] meanX = windowMeans(x, height, width);
		final double[] meanY = windowMeans(y, height, width);
		final double[] meanXx = windowMeans(product(x, x), height, width);
		final double[] meanYy = windowMeans(product(y, y), height, width);
		final double[] meanXy = windowMeans(product(x, y), height, width);
		final double c1 = 0.01 * range * 0.01 * range;
		final double c2 = 0.03 * range * 0.03 * range;
		double sum = 0;
		for (int i = 0; i < meanX.length; i++) {
			final double mx = meanX[i];
			final double my = meanY[i];
			final double variances = meanXx[i] - mx * mx + meanYy[i] - my * my;
			final double covariance = meanXy[i] - mx * my;
			sum += (2 * mx * my + c1) * (2 * covariance + c2) / ((mx * mx + my * my + c1) * (variances + c2));
		}
		return sum / meanX.length;
	}

	/** @return weighted means of all windows inside the plane, (height - 10) x (width - 10) */
	private static double[] windowMeans(final double[] plane, final int height, final int width) {
		final int outWidth = width - WINDOW + 1;
		final double[] rows = new double[height * outWidth];
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < outWidth; x++) rows[y * outWidth + x] = weightedSum(plane, y * width + x, 1);
		}
		final double[] means = new double[(height - WINDOW + 1) * outWidth];
		for (int i = 0; i < means.length; i++) means[i] = weightedSum(rows, i, outWidth);
		return means;
	}

	private static double weightedSum(final double[] values, final int start, final int step) {
		double sum = 0;
		for (int k = 0; k < WINDOW; k++) sum += WEIGHTS[k] * values[start + k * step];
		return sum;
	}

	private static double[] plane(final FloatImage image, final int channel) {
		final double[] plane = new double[image.plane()];
		for (int i = 0; i < plane.length; i++) plane[i] = image.data()[channel * plane.length + i];
		return plane;
	}

	private static double[] product(final double[] a, final double[] b) {
		final double[] product = new double[a.length];
		for (int i = 0; i < a.length; i++) product[i] = a[i] * b[i];
		return product;
	}

	private static double[] gaussian(final double sigma) {
		final double[] weights = new double[WINDOW];
		double sum = 0;
		for (int k = 0; k < WINDOW; k++) {
			final double distance = k - WINDOW / 2;
			weights[k] = Math.exp(-distance * distance / (2 * sigma * sigma));
			sum += weights[k];
		}
		for (int k = 0; k < WINDOW; k++) weights[k] /= sum;
		return weights;
	}
}
