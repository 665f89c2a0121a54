package org.chimle.image;

import org.chimle.engine.data.FloatImage;

/**
 * Mean and standard deviation per pixel over images that come one after another, without keeping them (Welford, "Note
 * on a method for calculating corrected sums of squares and products", 1962):
 *
 * <pre>
 * m_n = m_(n-1) + (x_n - m_(n-1)) / n,   s_n = s_(n-1) + (x_n - m_(n-1)) (x_n - m_n),   sd = sqrt(s_n / (n - 1))
 * </pre>
 */
public final class RunningMoments {

	private final int channels;
	private final int height;
	private final int width;
	private final double[] mean;
	private final double[] squares;
	private int count;

	/** Starts with no images, shape (C, H, W). */
	public RunningMoments(final int channels, final int height, final int width) {
		this.channels = channels;
		this.height = height;
		this.width = width;
		mean = new double[Math.multiplyExact(Math.multiplyExact(channels, height), width)];
		squares = new double[mean.length];
	}

	/** @param image the next image, shape (C, H, W) */
	public void add(final FloatImage image) {
		if (image.channels() != channels || image.height() != height || image.width() != width) {
			throw new IllegalArgumentException("The image is " + image.size() + " but must be " + width + " x " + height +
				", channels: " + channels);
		}
		count++;
		for (int i = 0; i < mean.length; i++) {
			final double before = image.data()[i] - mean[i];
			mean[i] += before / count;
			squares[i] += before * (image.data()[i] - mean[i]);
		}
	}

	/** @return the mean, shape (C, H, W) */
	public FloatImage mean() {
		final FloatImage result = new FloatImage(channels, height, width);
		for (int i = 0; i < mean.length; i++) result.data()[i] = (float) mean[i];
		return result;
	}

	/** @return the standard deviation with n - 1 in the denominator, zeros for a single image, shape (C, H, W) */
	public FloatImage standardDeviation() {
		final FloatImage result = new FloatImage(channels, height, width);
		for (int i = 0; i < mean.length; i++) result.data()[i] = (float) Math.sqrt(squares[i] / Math.max(1, count - 1));
		return result;
	}
}
