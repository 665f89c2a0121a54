package org.chimle.engine.inversion;

/**
 * A rectangle of an image's pixels.
 *
 * @param x first column, from 0
 * @param y first row, from 0
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Area(int x, int y, int width, int height) {

	/** Refuses what is no part of an image. */
	public Area {
		if (x < 0 || y < 0 || width < 1 || height < 1) {
			throw new IllegalArgumentException("There is no area of " + width + " x " + height + " at " + x + ", " + y);
		}
	}

	/** @return the least area that covers this one in an image reduced by 2^halvings */
	Area reduced(final int halvings) {
		final int left = x >> halvings;
		final int top = y >> halvings;
		return new Area(left, top, end(x + width, halvings) - left, end(y + height, halvings) - top);
	}

	private static int end(final int end, final int halvings) {
		return end + (1 << halvings) - 1 >> halvings;
	}
}
