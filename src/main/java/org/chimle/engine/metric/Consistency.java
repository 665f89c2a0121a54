package org.chimle.engine.metric;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;

/**
 * Whether a sample could have given the input it was made for: the sample, reduced to the input's size by antialiased
 * bicubic resampling, against the input. At equal sizes the two are compared directly.
 *
 * @param meanSquaredError between the reduced sample and the input
 * @param psnr the same in dB, infinite if they are equal
 */
public record Consistency(double meanSquaredError, double psnr) {

	/**
	 * @param sample shape (C, H * s, W * s) for a whole number s, at least 1, finite
	 * @param input shape (C, H, W), finite
	 * @param range the difference between the largest and the smallest possible value, above 0
	 * @return the figures
	 * @throws IllegalArgumentException if the sizes do not fit, a value is not finite or the range is not positive
	 */
	public static Consistency of(final FloatImage sample, final FloatImage input, final double range) {
		final int scale = scale(sample, input);
		final FloatImage reduced = scale == 1 ? sample : Resample.bicubic(sample, input.height(), input.width());
		final double error = ImageMetrics.meanSquaredError(reduced, input);
		return new Consistency(error, ImageMetrics.psnr(error, range));
	}

	/**
	 * @return how many times larger the sample is than the input
	 * @throws IllegalArgumentException if that is no whole number, or they have other channels
	 */
	static int scale(final FloatImage sample, final FloatImage input) {
		final int scale = sample.height() / input.height();
		if (sample.channels() == input.channels() && scale >= 1 && sample.height() == input.height() * scale && sample
			.width() == input.width() * scale)
		{
			return scale;
		}
		throw new IllegalArgumentException("The sample is " + sample.size() + " and the input " + input.size() +
			"; for their consistency the sample must be a whole number of times larger and have as many channels.");
	}
}
