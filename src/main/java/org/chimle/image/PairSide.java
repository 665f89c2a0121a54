package org.chimle.image;

import org.chimle.engine.data.FloatImage;

/**
 * What a pair check sees of one image.
 *
 * @param width columns, 0 if the image cannot be read
 * @param height rows, 0 if the image cannot be read
 * @param kind its pixels; null if the image cannot be read
 * @param least the least intensity
 * @param largest the largest intensity
 * @param clipped share of the values that are as large as a camera of 8, 10, 12, 14 or 16 bits can give, 0..1; NaN for
 *          32-bit images
 */
public record PairSide(int width, int height, ImageKind kind, double least, double largest, double clipped) {

	/** An image that cannot be read. */
	static final PairSide UNKNOWN = new PairSide(0, 0, null, Double.NaN, Double.NaN, Double.NaN);

	/** Bits of the values that cameras and files give. */
	private static final int[] BITS = { 8, 10, 12, 14, 16 };

	static PairSide of(final LoadedImage loaded) {
		final FloatImage image = loaded.image();
		float least = Float.POSITIVE_INFINITY;
		float largest = Float.NEGATIVE_INFINITY;
		long atLargest = 0;
		for (final float value : image.data()) {
			least = Math.min(least, value);
			if (value > largest) {
				largest = value;
				atLargest = 0;
			}
			if (value == largest) atLargest++;
		}
		final double share = (double) atLargest / image.data().length;
		final double clipped = loaded.kind().bitDepth() == 32 ? Double.NaN : isLimit(largest, loaded.kind()) ? share : 0;
		return new PairSide(image.width(), image.height(), loaded.kind(), least, largest, clipped);
	}

	private static boolean isLimit(final double value, final ImageKind kind) {
		for (final int bits : BITS) {
			if (value == (1 << bits) - 1 && bits <= kind.bitDepth() && (bits > 8 || kind.bitDepth() == 8)) return true;
		}
		return false;
	}

	/** @return whether all pixels are equal */
	boolean isConstant() {
		return least == largest;
	}
}
