package org.chimle.engine.metric;

import org.chimle.engine.data.FloatImage;

/**
 * How close an image is to a reference, pixel by pixel.
 *
 * @param meanSquaredError mean over all pixels and channels of (image - reference)^2
 * @param psnr peak signal-to-noise ratio in dB, 10 log10(range^2 / meanSquaredError); infinite for equal images
 * @param ssim structural similarity, see {@link StructuralSimilarity}; NaN for images with a side below
 *          {@value StructuralSimilarity#WINDOW} pixels, where its window does not fit
 * @param multiScaleSsim MS-SSIM, see {@link StructuralSimilarity}; NaN where SSIM is
 * @param normalisedError NRMSE, sqrt(meanSquaredError) / (max - min of the reference), which neither gain nor offset of
 *          the intensities changes; NaN for a constant reference. scikit-image calls it normalized_root_mse with
 *          normalization='min-max'
 */
public record ImageMetrics(double meanSquaredError, double psnr, double ssim, double multiScaleSsim,
	double normalisedError)
{

	/**
	 * Compares images whose values span [0, 1].
	 *
	 * @param image shape (C, H, W), finite
	 * @param reference shape (C, H, W), finite
	 * @return the figures
	 * @throws IllegalArgumentException if the shapes differ or a value is not finite
	 */
	public static ImageMetrics of(final FloatImage image, final FloatImage reference) {
		return of(image, reference, 1);
	}

	/**
	 * @param image shape (C, H, W), finite
	 * @param reference shape (C, H, W), finite
	 * @param range the difference between the largest and the smallest possible value, above 0
	 * @return the figures
	 * @throws IllegalArgumentException if the shapes differ, a value is not finite or the range is not positive
	 */
	public static ImageMetrics of(final FloatImage image, final FloatImage reference, final double range) {
		final double error = meanSquaredError(image, reference);
		final StructuralSimilarity similarity = StructuralSimilarity.of(image, reference, range);
		return new ImageMetrics(error, psnr(error, range), similarity.ssim(), similarity.multiScale(), Math.sqrt(error) /
			contrast(reference));
	}

	/** @return the largest minus the least value, NaN if they are equal */
	private static double contrast(final FloatImage image) {
		float least = Float.POSITIVE_INFINITY;
		float largest = Float.NEGATIVE_INFINITY;
		for (final float value : image.data()) {
			least = Math.min(least, value);
			largest = Math.max(largest, value);
		}
		return largest > least ? (double) largest - least : Double.NaN;
	}

	/** @return mean of (image - reference)^2, after checking both images */
	static double meanSquaredError(final FloatImage image, final FloatImage reference) {
		Images.requireComparable(image, reference);
		double sum = 0;
		for (int i = 0; i < image.data().length; i++) {
			final double difference = (double) image.data()[i] - reference.data()[i];
			sum += difference * difference;
		}
		return sum / image.data().length;
	}

	static double psnr(final double meanSquaredError, final double range) {
		if (!(range > 0 && range < Double.POSITIVE_INFINITY)) {
			throw new IllegalArgumentException("The data range is " + range + " but must be a finite number above 0.");
		}
		return 10 * Math.log10(range * range / meanSquaredError);
	}
}
