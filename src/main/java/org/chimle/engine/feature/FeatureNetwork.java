package org.chimle.engine.feature;

import ai.djl.ndarray.NDArray;

/** A network that describes an image by one vector, for distances between sets of images. */
public interface FeatureNetwork {

	/** @return the name users choose it by, e.g. {@code "inception-2048"} */
	String name();

	/** @return the length D of the vectors */
	int dimension();

	/**
	 * @param images float32, shape (N, C, H, W), values in [0, 1]
	 * @return float32, shape (N, D)
	 */
	NDArray features(NDArray images);
}
