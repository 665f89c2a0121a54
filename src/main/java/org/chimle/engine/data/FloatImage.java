package org.chimle.engine.data;

import java.util.Locale;

import org.chimle.engine.job.InvalidInputException;

/**
 * An image of the engine: float32, channels first (C, H, W), row-major. Networks work on values in [0, 1]; images in
 * original intensity units use the same type.
 *
 * @param channels C, at least 1
 * @param height H, at least 1
 * @param width W, at least 1
 * @param data C*H*W values, not copied: whoever makes the image hands the array over
 */
public record FloatImage(int channels, int height, int width, float[] data) {

	/** The longest array that Java makes everywhere. */
	public static final int MOST_VALUES = Integer.MAX_VALUE - 8;

	/** Checks that the array fits the shape. */
	public FloatImage {
		if (channels < 1 || height < 1 || width < 1 || (long) channels * height * width != data.length) {
			throw new IllegalArgumentException("An image of " + channels + " x " + height + " x " + width +
				" does not fit an array of " + data.length + " values");
		}
	}

	/**
	 * An image of zeros, shape (C, H, W).
	 *
	 * @throws InvalidInputException if it has more values than an array can
	 */
	public FloatImage(final int channels, final int height, final int width) {
		this(channels, height, width, new float[length(channels, height, width)]);
	}

	/**
	 * To be asked before arrays are made whose size a user's image decides.
	 *
	 * @param perPixel numbers for every pixel, at least 1
	 * @param height rows
	 * @param width columns
	 * @return how many numbers that is
	 * @throws InvalidInputException if it is more than an array can have
	 */
	public static int length(final int perPixel, final int height, final int width) {
		final double values = (double) perPixel * height * width;
		if (values <= MOST_VALUES) return perPixel * height * width;
		throw new InvalidInputException(String.format(Locale.ROOT, "An image of %d x %d pixels is too large to be processed as " +
			"a whole: with %d numbers for each that would be %.0f, but an array can have at most %d; crop it, or process it " +
			"in tiles.", width, height, perPixel, values, MOST_VALUES));
	}

	/** @return the value of channel c at row y, column x */
	public float get(final int c, final int y, final int x) {
		return data[(c * height + y) * width + x];
	}

	/** Sets the value of channel c at row y, column x. */
	public void set(final int c, final int y, final int x, final float value) {
		data[(c * height + y) * width + x] = value;
	}

	/** @return pixels of one channel, H*W */
	public int plane() {
		return height * width;
	}

	/** @return the shape in words, e.g. {@code "64 x 48, 3 channels"} (width first) */
	public String size() {
		return width + " x " + height + ", " + channels + (channels == 1 ? " channel" : " channels");
	}

	/**
	 * Cuts a rectangle out of every channel.
	 *
	 * @return a copy, shape (C, height, width)
	 */
	public FloatImage crop(final int y, final int x, final int cropHeight, final int cropWidth) {
		final FloatImage result = new FloatImage(channels, cropHeight, cropWidth);
		for (int c = 0; c < channels; c++) {
			for (int row = 0; row < cropHeight; row++) {
				System.arraycopy(data, (c * height + y + row) * width + x, result.data, (c * cropHeight + row) * cropWidth,
					cropWidth);
			}
		}
		return result;
	}
}
