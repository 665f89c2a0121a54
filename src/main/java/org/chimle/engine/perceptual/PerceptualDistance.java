package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * A distance between images that compares features of them. Search and loss use the same object: features of a target
 * are computed once and compared with many candidates, or differentiated through.
 */
public interface PerceptualDistance {

	/**
	 * The features of a batch of images, already normalised and weighted so that {@link #distance} is a sum of squares.
	 *
	 * @param images float32, shape (N, C, H, W), values in [0, 1]; any C, and H, W at least 1
	 * @return one array per tap, shape (N, C_t, H_t, W_t)
	 */
	NDList features(NDArray images);

	/**
	 * The distance between two sets of features, summed over taps.
	 *
	 * @param a features of N images
	 * @param b features of N images, or of one image that is compared with all of a
	 * @return float32, shape (N)
	 */
	NDArray distance(NDList a, NDList b);
}
