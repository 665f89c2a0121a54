package org.chimle.engine.data;

import org.chimle.engine.job.InvalidInputException;
import org.jtransforms.fft.DoubleFFT_2D;

/**
 * A blur: the image of a point, which convolution adds up over all points. Beyond its borders an image is continued by
 * mirroring, the border pixel repeated, so that a constant image stays as it is.
 */
public final class PointSpread {

	/** A Gaussian ends at so many standard deviations. */
	private static final double REACH = 4;
	/** The longest side, in pixels. */
	public static final int LARGEST = 255;

	private final int width;
	private final int height;
	private final double[] weights;

	private PointSpread(final int width, final int height, final double[] weights) {
		this.width = width;
		this.height = height;
		this.weights = weights;
	}

	/**
	 * @param width columns, odd, 1..{@value #LARGEST}
	 * @param height rows, odd, 1..{@value #LARGEST}
	 * @param values row by row, none negative, not all 0; they are divided by their sum
	 * @return the blur, whose centre is the middle pixel
	 */
	public static PointSpread of(final int width, final int height, final double[] values) {
		final boolean odd = width % 2 == 1 && height % 2 == 1 && width <= LARGEST && height <= LARGEST;
		double sum = 0;
		for (final double value : values) sum += value >= 0 ? value : Double.NaN;
		if (!odd || values.length != width * height || !(sum > 0) || Double.isInfinite(sum)) {
			throw new IllegalArgumentException("No point spread of " + width + " x " + height + " with the sum " + sum);
		}
		final double[] weights = values.clone();
		for (int i = 0; i < weights.length; i++) weights[i] /= sum;
		return new PointSpread(width, height, weights);
	}

	/**
	 * @param sigma standard deviation in pixels, above 0, at most 31
	 * @return a Gaussian, sampled at the pixels
	 */
	public static PointSpread gaussian(final double sigma) {
		final int radius = (int) Math.ceil(REACH * sigma);
		final int side = 2 * radius + 1;
		final double[] values = new double[side * side];
		for (int i = 0; i < values.length; i++) {
			final double x = i % side - radius;
			final double y = i / side - radius;
			values[i] = Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
		}
		return of(side, side, values);
	}

	/** @return columns of the kernel */
	public int width() {
		return width;
	}

	/** @return rows of the kernel */
	public int height() {
		return height;
	}

	/** @return the weights row by row, with the sum 1; a copy */
	public double[] weights() {
		return weights.clone();
	}

	/**
	 * @param image shape (C, H, W), finite, any range
	 * @return the blurred image, shape (C, H, W)
	 * @throws InvalidInputException if the image with its margins has more pixels than a transform can
	 */
	public FloatImage apply(final FloatImage image) {
		final int marginX = width / 2;
		final int marginY = height / 2;
		final int w = image.width() + 2 * marginX;
		final int h = image.height() + 2 * marginY;
		final int length = FloatImage.length(2, h, w); // complex
		final DoubleFFT_2D transform = new DoubleFFT_2D(h, w);
		final double[] kernel = new double[length];
		for (int i = 0; i < weights.length; i++) {
			final int x = Math.floorMod(i % width - marginX, w);
			final int y = Math.floorMod(i / width - marginY, h);
			kernel[y * w + x] += weights[i];
		}
		transform.realForwardFull(kernel);
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int c = 0; c < image.channels(); c++) {
			final double[] values = new double[length];
			for (int y = 0; y < h; y++) {
				for (int x = 0; x < w; x++) {
					values[y * w + x] = image.get(c, mirrored(y - marginY, image.height()), mirrored(x - marginX, image.width()));
				}
			}
			transform.realForwardFull(values);
			multiply(values, kernel);
			transform.complexInverse(values, true);
			for (int y = 0; y < image.height(); y++) {
				for (int x = 0; x < image.width(); x++) {
					result.set(c, y, x, (float) values[2 * ((y + marginY) * w + x + marginX)]);
				}
			}
		}
		return result;
	}

	private static void multiply(final double[] a, final double[] b) {
		for (int i = 0; i < a.length; i += 2) {
			final double re = a[i] * b[i] - a[i + 1] * b[i + 1];
			a[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
			a[i] = re;
		}
	}

	private static int mirrored(final int i, final int size) {
		final int k = Math.floorMod(i, 2 * size);
		return k < size ? k : 2 * size - 1 - k;
	}
}
