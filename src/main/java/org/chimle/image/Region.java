package org.chimle.image;

import ij.ImagePlus;

import java.awt.Rectangle;

import org.chimle.engine.data.FloatImage;

/**
 * A rectangle of whole pixels of an image.
 *
 * @param x left column, from 0
 * @param y top row, from 0
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Region(int x, int y, int width, int height) {

	/** Refuses empty rectangles. */
	public Region {
		if (width < 1 || height < 1) throw new IllegalArgumentException("An empty region: " + width + " x " + height);
	}

	/** @return all pixels of the image */
	public static Region whole(final ImagePlus image) {
		return new Region(0, 0, image.getWidth(), image.getHeight());
	}

	/** @return the same place in an image of so many times more pixels along an axis */
	public Region times(final int scale) {
		return new Region(x * scale, y * scale, width * scale, height * scale);
	}

	/**
	 * @param image shape (C, H, W), contains the region
	 * @return the region's pixels, shape (C, height, width); the image itself if that is all of it
	 */
	public FloatImage of(final FloatImage image) {
		final boolean all = x == 0 && y == 0 && width == image.width() && height == image.height();
		return all ? image : image.crop(y, x, height, width);
	}

	/** @return the rectangle */
	public Rectangle rectangle() {
		return new Rectangle(x, y, width, height);
	}
}
