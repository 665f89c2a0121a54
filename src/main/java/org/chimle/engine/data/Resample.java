package org.chimle.engine.data;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Separable, antialiased resizing. An output sample at index i of an axis that shrinks or grows by the factor
 * s = inputLength / outputLength is
 *
 * <pre>
 * out(i) = sum_j w_ij in(j) / sum_j w_ij,   w_ij = k((j + 0.5 - (i + 0.5) s) / max(s, 1)),
 * </pre>
 *
 * the sum running over the pixels of the image only. The kernel is as wide as an output pixel when shrinking, so that
 * nothing above the new Nyquist frequency is folded back, and as wide as an input pixel when growing. This is the
 * definition that Pillow uses for its float images; the results agree within rounding. Sums are in double, the image
 * between the horizontal and the vertical pass is float32.
 */
public final class Resample {

	/** Keys, "Cubic convolution interpolation for digital image processing", 1981, with his choice of a. */
	private static final double CUBIC_A = -0.5;

	private Resample() {}

	/**
	 * Resizes with the cubic convolution kernel, a = -0.5, which reaches two pixels far. Overshoots at edges are kept.
	 *
	 * @param image shape (C, H, W), any range
	 * @param height rows of the result, at least 1
	 * @param width columns of the result, at least 1
	 * @return shape (C, height, width)
	 * @throws IllegalArgumentException if the result would have no pixels
	 */
	public static FloatImage bicubic(final FloatImage image, final int height, final int width) {
		return resize(image, height, width, Resample::cubic, 2);
	}

	/**
	 * Resizes with the box kernel: the mean over the area of an output pixel when shrinking by a whole factor, the
	 * nearest pixel when growing by one.
	 *
	 * @param image shape (C, H, W), any range
	 * @param height rows of the result, at least 1
	 * @param width columns of the result, at least 1
	 * @return shape (C, height, width)
	 * @throws IllegalArgumentException if the result would have no pixels
	 */
	public static FloatImage box(final FloatImage image, final int height, final int width) {
		return resize(image, height, width, d -> d > -0.5 && d <= 0.5 ? 1 : 0, 0.5);
	}

	private static FloatImage resize(final FloatImage image, final int height, final int width,
		final DoubleUnaryOperator kernel, final double support)
	{
		if (height < 1 || width < 1) {
			throw new IllegalArgumentException("An image of " + image.size() + " cannot be resized to " + width + " x " +
				height);
		}
		final FloatImage wide = image.width() == width ? image : horizontally(image, ResampleAxis.of(image.width(), width,
			kernel, support));
		return image.height() == height ? copyOf(wide, image) : vertically(wide, ResampleAxis.of(image.height(), height,
			kernel, support));
	}

	/** A result must never share its array with the caller's image. */
	private static FloatImage copyOf(final FloatImage result, final FloatImage image) {
		return result == image ? image.crop(0, 0, image.height(), image.width()) : result;
	}

	private static FloatImage horizontally(final FloatImage image, final ResampleAxis axis) {
		final FloatImage result = new FloatImage(image.channels(), image.height(), axis.length());
		final float[] in = image.data();
		final float[] out = result.data();
		int o = 0;
		for (int row = 0; row < image.channels() * image.height(); row++) {
			for (int x = 0; x < axis.length(); x++) {
				final double[] weights = axis.weights()[x];
				final int start = row * image.width() + axis.first()[x];
				double sum = 0;
				for (int i = 0; i < weights.length; i++) sum += weights[i] * in[start + i];
				out[o++] = (float) sum;
			}
		}
		return result;
	}

	/** Adds whole rows, so that memory is read in order. */
	private static FloatImage vertically(final FloatImage image, final ResampleAxis axis) {
		final int width = image.width();
		final FloatImage result = new FloatImage(image.channels(), axis.length(), width);
		final float[] in = image.data();
		final double[] sum = new double[width];
		for (int c = 0; c < image.channels(); c++) {
			for (int y = 0; y < axis.length(); y++) {
				Arrays.fill(sum, 0);
				for (int i = 0; i < axis.weights()[y].length; i++) {
					final double weight = axis.weights()[y][i];
					final int start = (c * image.height() + axis.first()[y] + i) * width;
					for (int x = 0; x < width; x++) sum[x] += weight * in[start + x];
				}
				final int start = (c * axis.length() + y) * width;
				for (int x = 0; x < width; x++) result.data()[start + x] = (float) sum[x];
			}
		}
		return result;
	}

	private static double cubic(final double distance) {
		final double d = Math.abs(distance);
		if (d < 1) return ((CUBIC_A + 2) * d - (CUBIC_A + 3)) * d * d + 1;
		return d < 2 ? CUBIC_A * (((d - 5) * d + 8) * d - 4) : 0;
	}
}
