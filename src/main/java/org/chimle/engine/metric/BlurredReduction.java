package org.chimle.engine.metric;

import java.util.Arrays;

import org.chimle.engine.data.FloatImage;

/**
 * Blurring with a Gaussian and reducing by a whole factor in one step: every output pixel is the mean over its
 * scale x scale pixels of the blurred image. The Gaussian is sampled at whole pixels and ends at four standard
 * deviations; at the borders the weights of the pixels inside the image are rescaled to add up to 1.
 */
final class BlurredReduction {

	private static final double REACH = 4;

	private final int scale;
	private final double[] kernel;
	/** Pixels of the kernel before the first pixel of an output pixel. */
	private final int margin;

	/**
	 * @param scale pixels per output pixel along one axis, at least 1
	 * @param sigma standard deviation of the Gaussian in pixels of the image, at least 0
	 */
	BlurredReduction(final int scale, final double sigma) {
		this.scale = scale;
		margin = (int) Math.ceil(REACH * sigma);
		kernel = new double[2 * margin + scale];
		double sum = 0;
		for (int k = 0; k < kernel.length; k++) {
			for (int b = Math.max(0, k - 2 * margin); b <= Math.min(scale - 1, k); b++) kernel[k] += gaussian(k - b - margin,
				sigma);
			sum += kernel[k];
		}
		for (int k = 0; k < kernel.length; k++) kernel[k] /= sum;
	}

	private static double gaussian(final int distance, final double sigma) {
		return distance == 0 ? 1 : Math.exp(-distance * distance / (2 * sigma * sigma));
	}

	/**
	 * @param image shape (C, H * scale, W * scale)
	 * @return shape (C, H, W)
	 */
	FloatImage apply(final FloatImage image) {
		final int width = image.width() / scale;
		final int height = image.height() / scale;
		final double[] across = inside(image.width());
		final double[] down = inside(image.height());
		final FloatImage result = new FloatImage(image.channels(), height, width);
		final float[] padded = new float[image.width() + kernel.length];
		final float[] rows = new float[image.height() * width];
		final float[] line = new float[width];
		for (int c = 0; c < image.channels(); c++) {
			for (int y = 0; y < image.height(); y++) {
				System.arraycopy(image.data(), (c * image.height() + y) * image.width(), padded, margin, image.width());
				reduceRow(padded, line);
				for (int x = 0; x < width; x++) rows[y * width + x] = (float) (line[x] / across[x]);
			}
			for (int y = 0; y < height; y++) {
				reduceColumns(rows, y, image.height(), line);
				final int to = (c * height + y) * width;
				for (int x = 0; x < width; x++) result.data()[to + x] = (float) (line[x] / down[y]);
			}
		}
		return result;
	}

	/** Tap by tap over the whole row, which the compiler turns into vector instructions. */
	private void reduceRow(final float[] padded, final float[] line) {
		Arrays.fill(line, 0);
		for (int k = 0; k < kernel.length; k++) {
			final float weight = (float) kernel[k];
			if (scale == 1) for (int x = 0; x < line.length; x++) line[x] += weight * padded[x + k];
			else for (int x = 0; x < line.length; x++) line[x] += weight * padded[x * scale + k];
		}
	}

	private void reduceColumns(final float[] rows, final int y, final int height, final float[] line) {
		Arrays.fill(line, 0);
		for (int k = 0; k < kernel.length; k++) {
			final int row = y * scale + k - margin;
			if (row < 0 || row >= height) continue;
			final float weight = (float) kernel[k];
			final int from = row * line.length;
			for (int x = 0; x < line.length; x++) line[x] += weight * rows[from + x];
		}
	}

	/** @return for every output pixel along an axis, the weight of the pixels inside the image */
	private double[] inside(final int length) {
		final double[] inside = new double[length / scale];
		for (int i = 0; i < inside.length; i++) {
			for (int k = 0; k < kernel.length; k++) {
				final int at = i * scale + k - margin;
				if (at >= 0 && at < length) inside[i] += kernel[k];
			}
		}
		return inside;
	}
}
