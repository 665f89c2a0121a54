package org.chimle.engine.data;

/** Extends images whose sides do not suit a network. */
public final class Padding {

	private Padding() {}

	/**
	 * Extends an image at its bottom and right by mirroring, the border pixel not repeated.
	 *
	 * @param image shape (C, H, W)
	 * @param multiple at least 1
	 * @return the image itself if it fits, else an extended copy, shape (C, H', W') with H' and W' the next multiples
	 */
	public static FloatImage mirrorToMultiple(final FloatImage image, final int multiple) {
		final int height = next(image.height(), multiple);
		final int width = next(image.width(), multiple);
		if (height == image.height() && width == image.width()) return image;
		final FloatImage result = new FloatImage(image.channels(), height, width);
		for (int c = 0; c < image.channels(); c++) {
			for (int y = 0; y < height; y++) {
				final int row = mirrored(y, image.height());
				for (int x = 0; x < width; x++) result.set(c, y, x, image.get(c, row, mirrored(x, image.width())));
			}
		}
		return result;
	}

	private static int next(final int size, final int multiple) {
		return (size + multiple - 1) / multiple * multiple;
	}

	/** @return the index that i is mirrored to in 0..size-1, for any i of at least 0 */
	private static int mirrored(final int i, final int size) {
		if (size == 1) return 0;
		final int period = 2 * (size - 1);
		final int k = i % period;
		return k < size ? k : period - k;
	}
}
