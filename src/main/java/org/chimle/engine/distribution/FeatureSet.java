package org.chimle.engine.distribution;

import java.util.Arrays;
import java.util.List;

/**
 * The features of a set of images, a row each.
 *
 * @param dimension numbers per image, d, at least 1
 * @param values row-major, shape (n, d), finite, not copied
 */
public record FeatureSet(int dimension, double[] values) {

	/** Checks shape and values. */
	public FeatureSet {
		if (dimension < 1 || values.length == 0 || values.length % dimension != 0) {
			throw new IllegalArgumentException("An array of " + values.length + " values is no set of features of length " +
				dimension);
		}
		for (int i = 0; i < values.length; i++) {
			if (!Double.isFinite(values[i])) {
				throw new IllegalArgumentException("Feature " + (i % dimension + 1) + " of image " + (i / dimension + 1) +
					" is " + values[i] + "; only finite features can be compared.");
			}
		}
	}

	/**
	 * @param rows the features of each image, at least one, all of one length
	 * @return the set
	 */
	public static FeatureSet of(final List<float[]> rows) {
		final int dimension = rows.get(0).length;
		final double[] values = new double[Math.multiplyExact(rows.size(), dimension)];
		for (int r = 0; r < rows.size(); r++) {
			if (rows.get(r).length != dimension) {
				throw new IllegalArgumentException("Image " + (r + 1) + " has " + rows.get(r).length +
					" features, the first one " + dimension);
			}
			for (int i = 0; i < dimension; i++) values[r * dimension + i] = rows.get(r)[i];
		}
		return new FeatureSet(dimension, values);
	}

	/** @return the number of images, n */
	public int count() {
		return values.length / dimension;
	}

	/** @return the images with these indices, in this order */
	FeatureSet rows(final int[] indices) {
		final double[] chosen = new double[indices.length * dimension];
		for (int r = 0; r < indices.length; r++) {
			System.arraycopy(values, indices[r] * dimension, chosen, r * dimension, dimension);
		}
		return new FeatureSet(dimension, chosen);
	}

	/** @return all images of this set, then all of the other */
	FeatureSet and(final FeatureSet other) {
		requireSameDimension(other);
		final double[] both = Arrays.copyOf(values, Math.addExact(values.length, other.values.length));
		System.arraycopy(other.values, 0, both, values.length, other.values.length);
		return new FeatureSet(dimension, both);
	}

	void requireSameDimension(final FeatureSet other) {
		if (other.dimension == dimension) return;
		throw new IllegalArgumentException("One set has features of length " + dimension + ", the other of length " +
			other.dimension + "; only features of the same network can be compared.");
	}
}
