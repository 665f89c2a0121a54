package org.chimle.engine.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Images of any number of channels for networks that know three. */
public final class Channels {

	private Channels() {}

	/** @return how many images of three channels stand for one of that many: one, or one per channel */
	public static long groups(final long channels) {
		return channels == 3 ? 1 : channels;
	}

	/**
	 * @param images shape (N, C, H, W)
	 * @return images of three channels as they are; of all others, every channel repeated three times as an image of its
	 *         own, shape (N groups, 3, H, W), the channels of an image behind each other
	 */
	public static NDArray three(final NDArray images) {
		final Shape shape = images.getShape();
		if (shape.get(1) == 3) return images;
		final long count = shape.get(0) * shape.get(1);
		return images.reshape(count, 1, shape.get(2), shape.get(3)).broadcast(new Shape(count, 3, shape.get(2), shape.get(
			3)));
	}
}
