package org.chimle.image;

/**
 * The shape of a hyperstack that holds the results of an image.
 *
 * @param width columns
 * @param height rows
 * @param kind pixels and channels; RGB makes one plane of three channels
 * @param slices Z
 * @param frames T, which may be more than a stack can have until {@link #planes} has been looked at
 */
public record StackLayout(int width, int height, ImageKind kind, int slices, long frames) {

	/** @return channels of the ImageJ stack: 1 for RGB */
	public int planesPerPosition() {
		return kind.rgb() ? 1 : kind.channels();
	}

	/** @return the number of planes, which may be more than a stack can hold */
	public long planes() {
		return (long) planesPerPosition() * slices * frames;
	}

	/** @return memory that the pixels take, at most the largest long */
	public long bytes() {
		final double bytes = (double) planes() * width * height * (kind.rgb() ? 4 : kind.bitDepth() / 8);
		return (long) Math.min(Long.MAX_VALUE, bytes);
	}
}
