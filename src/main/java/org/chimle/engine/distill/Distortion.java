package org.chimle.engine.distill;

import java.util.SplittableRandom;

import org.chimle.engine.data.FloatImage;

/** A way in which an image can differ from another one. */
@FunctionalInterface
public interface Distortion {

	/**
	 * @param image shape (3, H, W), values in [0, 1]; not changed
	 * @param strength from 0 (hardly visible) to 1 (severe)
	 * @param random where the details come from
	 * @return a new image of the same shape, values need not stay in [0, 1]
	 */
	FloatImage apply(FloatImage image, double strength, SplittableRandom random);
}
