package org.chimle.engine.data;

import java.util.ArrayList;
import java.util.List;

/**
 * An image at the resolutions of the levels of a tower: antialiased bicubic reductions by powers of two, each computed
 * from the full image.
 */
public final class Pyramid {

	private Pyramid() {}

	/**
	 * The images of the levels: level l of L (from 1) sees, or is compared with, the image reduced by 2^(L-l).
	 *
	 * @param image shape (C, H, W), H and W divisible by 2^(levels-1)
	 * @param levels number of levels, 1..30
	 * @return one image per level, coarsest first; the last is the image itself
	 * @throws IllegalArgumentException if the sides are not divisible
	 */
	public static List<FloatImage> of(final FloatImage image, final int levels) {
		if (levels < 1 || levels > 30) throw new IllegalArgumentException("A pyramid cannot have " + levels + " levels");
		final int coarsest = 1 << levels - 1;
		if (image.height() % coarsest != 0 || image.width() % coarsest != 0) {
			throw new IllegalArgumentException("An image of " + image.size() + " has no pyramid of " + levels +
				" levels: its sides must be multiples of " + coarsest);
		}
		final List<FloatImage> result = new ArrayList<>();
		for (int factor = coarsest; factor > 1; factor /= 2) {
			result.add(Resample.bicubic(image, image.height() / factor, image.width() / factor));
		}
		result.add(image);
		return List.copyOf(result);
	}
}
