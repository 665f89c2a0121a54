package org.chimle.engine.feature;

import ai.djl.ndarray.NDArray;

/** Describes images by vectors. Figures of different networks must never be compared: the name is part of a figure's. */
public interface FeatureNetwork {

	/** @return the name, as it stands in column headings, e.g. {@code "bundled"} */
	String name();

	/** @return numbers per image, D */
	int dimension();

	/**
	 * @param images float32, shape (N, C, H, W), values in [0, 1]
	 * @return float32, shape (N, D), in the current scope
	 */
	NDArray features(NDArray images);
}
