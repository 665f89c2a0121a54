package org.chimle.engine.distill;

import java.util.List;
import java.util.stream.IntStream;

import org.chimle.engine.data.FloatImage;

/**
 * Images of one kind.
 *
 * @param name e.g. {@code "aerial"}
 * @param images each of shape (3, H, W), values in [0, 1], grey ones with three equal channels
 * @param unseen whether all images are held out
 */
public record ImageFamily(String name, List<FloatImage> images, boolean unseen) {

	/** Every so many images one is held out. */
	private static final int HELD_OUT_EVERY = 5;

	/** Copies the list. */
	public ImageFamily {
		images = List.copyOf(images);
	}

	/** A family to train and test with. */
	public ImageFamily(final String name, final List<FloatImage> images) {
		this(name, images, false);
	}

	/** @return the images to train with, or those held out; an image is never in both */
	ImageFamily part(final boolean heldOut) {
		final List<FloatImage> part = IntStream.range(0, images.size()).filter(i -> (unseen || i % HELD_OUT_EVERY ==
			HELD_OUT_EVERY - 1) == heldOut).mapToObj(images::get).toList();
		return new ImageFamily(name, part, unseen);
	}
}
