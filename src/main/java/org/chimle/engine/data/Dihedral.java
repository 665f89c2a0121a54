package org.chimle.engine.data;

/**
 * One of the eight symmetries of the square, applied to images: first an optional left-right flip, then quarter turns.
 *
 * @param flip whether columns are reversed first
 * @param quarterTurns counter-clockwise turns by 90 degrees, 0..3
 */
public record Dihedral(boolean flip, int quarterTurns) {

	/** Checks the range. */
	public Dihedral {
		if (quarterTurns < 0 || quarterTurns > 3) {
			throw new IllegalArgumentException("The number of quarter turns is " + quarterTurns + " but must be 0 to 3");
		}
	}

	/**
	 * @param image shape (C, H, W)
	 * @return a transformed copy, shape (C, H, W) for an even and (C, W, H) for an odd number of quarter turns
	 */
	public FloatImage apply(final FloatImage image) {
		final boolean turned = quarterTurns % 2 == 1;
		final int lastY = image.height() - 1;
		final int lastX = image.width() - 1;
		final FloatImage result = new FloatImage(image.channels(), turned ? image.width() : image.height(), turned ? image
			.height() : image.width());
		for (int c = 0; c < result.channels(); c++) {
			for (int y = 0; y < result.height(); y++) {
				for (int x = 0; x < result.width(); x++) {
					final int fromY = switch (quarterTurns) {
						case 0 -> y;
						case 1 -> x;
						case 2 -> lastY - y;
						default -> lastY - x;
					};
					final int fromX = switch (quarterTurns) {
						case 0 -> x;
						case 1 -> lastX - y;
						case 2 -> lastX - x;
						default -> y;
					};
					result.set(c, y, x, image.get(c, fromY, flip ? lastX - fromX : fromX));
				}
			}
		}
		return result;
	}

	/** @return the element that undoes this one */
	public Dihedral inverse() {
		return flip ? this : new Dihedral(false, (4 - quarterTurns) % 4);
	}
}
