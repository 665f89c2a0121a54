package org.chimle.engine.metric;

import java.util.Arrays;

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
 * <p>
 * MS-SSIM (Wang, Simoncelli and Bovik, "Multi-scale structural similarity for image quality assessment", 2003) is, per
 * channel,
 *
 * <pre>
 * prod_{j &lt; M} cs_j^b_j  SSIM_M^b_M,   cs = mean of (2 sxy + c2) / (sx^2 + sy^2 + c2),
 * b = 0.0448, 0.2856, 0.3001, 0.2363, 0.1333
 * </pre>
 *
 * with every scale the mean over 2 x 2 pixels of the one before; a last odd row or column is left out. Negative factors
 * count as 0. An image whose shorter side is below 176 pixels has fewer than M = 5 scales, as many as still hold a window,
 * and its exponents are divided by their sum; so one of 11 to 21 pixels has one scale, and MS-SSIM is SSIM.
 *
 * @param ssim the index at full resolution
 * @param multiScale MS-SSIM
 */
record StructuralSimilarity(double ssim, double multiScale) {

	/** Side of the window in pixels. */
	static final int WINDOW = 11;

	private static final double[] WEIGHTS = gaussian(1.5);
	private static final double[] EXPONENTS = { 0.0448, 0.2856, 0.3001, 0.2363, 0.1333 };

	/**
	 * Means over windows.
	 *
	 * @param index of SSIM
	 * @param structure of its second factor, cs
	 */
	private record Means(double index, double structure) {}

	/** @return the mean indices, or NaN if no window fits; the images must be comparable */
	static StructuralSimilarity of(final FloatImage image, final FloatImage reference, final double range) {
		double single = 0;
		double multiple = 0;
		for (int c = 0; c < image.channels(); c++) {
			final StructuralSimilarity channel = ofPlanes(plane(image, c), plane(reference, c), image.height(), image.width(),
				range);
			single += channel.ssim / image.channels();
			multiple += channel.multiScale / image.channels();
		}
		return new StructuralSimilarity(single, multiple);
	}

	private static StructuralSimilarity ofPlanes(final double[] image, final double[] reference, final int height,
		final int width, final double range)
	{
		final int scales = scales(Math.min(height, width));
		if (scales == 0) return new StructuralSimilarity(Double.NaN, Double.NaN);
		// All five are taken as published; they add up to 1.0001.
		final double exponents = scales == EXPONENTS.length ? 1 : Arrays.stream(EXPONENTS, 0, scales).sum();
		double[] x = image;
		double[] y = reference;
		double single = 0;
		double product = 1;
		for (int j = 0; j < scales; j++) {
			if (j > 0) {
				x = halved(x, height >> j - 1, width >> j - 1);
				y = halved(y, height >> j - 1, width >> j - 1);
			}
			final Means means = means(x, y, height >> j, width >> j, range);
			if (j == 0) single = means.index;
			final double factor = j == scales - 1 ? means.index : means.structure;
			product *= Math.pow(Math.max(0, factor), EXPONENTS[j] / exponents);
		}
		// A single scale is SSIM, which may be negative.
		return new StructuralSimilarity(single, scales == 1 ? single : product);
	}

	private static int scales(final int side) {
		int scales = 0;
		while (scales < EXPONENTS.length && side >> scales >= WINDOW) scales++;
		return scales;
	}

	private static double[] halved(final double[] plane, final int height, final int width) {
		final double[] half = new double[(height / 2) * (width / 2)];
		for (int y = 0; y < height / 2; y++) {
			for (int x = 0; x < width / 2; x++) {
				final int at = 2 * y * width + 2 * x;
				half[y * (width / 2) + x] = (plane[at] + plane[at + 1] + plane[at + width] + plane[at + width + 1]) / 4;
			}
		}
		return half;
	}

	private static Means means(final double[] x, final double[] y, final int height, final int width,
		final double range)
	{
		final double[] meanX = windowMeans(x, height, width);
		final double[] meanY = windowMeans(y, height, width);
		final double[] meanXx = windowMeans(product(x, x), height, width);
		final double[] meanYy = windowMeans(product(y, y), height, width);
		final double[] meanXy = windowMeans(product(x, y), height, width);
		final double c1 = 0.01 * range * 0.01 * range;
		final double c2 = 0.03 * range * 0.03 * range;
		double index = 0;
		double structure = 0;
		for (int i = 0; i < meanX.length; i++) {
			final double mx = meanX[i];
			final double my = meanY[i];
			final double variances = meanXx[i] - mx * mx + meanYy[i] - my * my;
			final double covariance = meanXy[i] - mx * my;
			final double cs = (2 * covariance + c2) / (variances + c2);
			structure += cs;
			index += (2 * mx * my + c1) / (mx * mx + my * my + c1) * cs;
		}
		return new Means(index / meanX.length, structure / meanX.length);
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
