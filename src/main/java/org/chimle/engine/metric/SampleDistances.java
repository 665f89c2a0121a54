package org.chimle.engine.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.perceptual.PerceptualDistance;

/**
 * All perceptual distances that the figures of one input need. The features of every image are computed once as long
 * as all fit into {@value #FEATURE_BYTES} bytes; else samples are compared block by block, b at a time, and n samples
 * cost about n (1 + n / 2b) runs of the feature network.
 *
 * @param between d(sample i, sample j), n x n, symmetric, zeros on the diagonal
 * @param toMean d(sample i, mean of the samples), n values
 * @param toObserved d(sample i, observed image), n values, or none if no image was observed
 */
record SampleDistances(double[][] between, double[] toMean, double[] toObserved) {

	private static final long FEATURE_BYTES = 1L << 29;

	/**
	 * Measures samples.
	 *
	 * @param samples n images, at least one, shape (C, H, W), [0, 1]
	 * @param observed the image that was observed, shape (C, H, W), [0, 1], or none
	 * @param distance the distance
	 * @param manager decides on the device; nothing is left on it
	 * @param check called between samples; may throw to stop
	 * @return the distances
	 * @throws IllegalArgumentException if there are no samples, shapes differ or a value is not finite
	 */
	static SampleDistances of(final List<FloatImage> samples, final List<FloatImage> observed,
		final PerceptualDistance distance, final NDManager manager, final Runnable check)
	{
		return measure(samples, observed, distance, manager, FEATURE_BYTES, check);
	}

	/** @param featureBytes native memory for the features of a block of samples; at least one is held */
	static SampleDistances measure(final List<FloatImage> samples, final List<FloatImage> observed,
		final PerceptualDistance distance, final NDManager manager, final long featureBytes, final Runnable check)
	{
		if (samples.isEmpty()) throw new IllegalArgumentException("There are no samples to measure.");
		final FloatImage mean = Images.mean(samples);
		for (final FloatImage image : observed) Images.requireComparable(image, mean);
		final int n = samples.size();
		final double[][] between = new double[n][n];
		final double[] toMean = new double[n];
		final double[] toObserved = new double[observed.isEmpty() ? 0 : n];
		try (NDManager owner = manager.newSubManager()) {
			final NDList centre = features(mean, distance, owner);
			final NDList truth = observed.isEmpty() ? null : features(observed.get(0), distance, owner);
			final int block = (int) Math.max(1, Math.min(n, featureBytes / Math.max(1, bytes(centre))));
			for (int start = 0; start < n; start += block) {
				final int end = Math.min(n, start + block);
				try (NDManager blockOwner = owner.newSubManager()) {
					final List<NDList> held = new ArrayList<>();
					for (int i = start; i < end; i++) {
					check.run();
						final NDList features = features(samples.get(i), distance, blockOwner);
						toMean[i] = distance(features, centre, distance);
						if (truth != null) toObserved[i] = distance(features, truth, distance);
						compare(features, i, held, start, between, distance);
						held.add(features);
					}
					for (int j = end; j < n; j++) {
					check.run();
						try (NDList features = features(samples.get(j), distance, blockOwner)) {
							compare(features, j, held, start, between, distance);
						}
					}
				}
			}
			return new SampleDistances(between, toMean, toObserved);
		}
	}

	/** Compares sample j with the held samples, the first of which is sample start. */
	private static void compare(final NDList features, final int j, final List<NDList> held, final int start,
		final double[][] between, final PerceptualDistance distance)
	{
		for (int h = 0; h < held.size(); h++) {
			between[j][start + h] = distance(features, held.get(h), distance);
			between[start + h][j] = between[j][start + h];
		}
	}

	private static long bytes(final NDList features) {
		return features.stream().mapToLong(array -> array.size() * array.getDataType().getNumOfBytes()).sum();
	}

	/** @return features that belong to the owner; whatever else was made on the way is closed */
	private static NDList features(final FloatImage image, final PerceptualDistance distance, final NDManager owner) {
		try (NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			final NDArray batch = owner.create(image.data(), new Shape(1, image.channels(), image.height(), image.width()));
			final NDList features = distance.features(batch);
			NDScope.unregister(features);
			features.attach(owner);
			return features;
		}
	}

	private static double distance(final NDList a, final NDList b, final PerceptualDistance distance) {
		try (NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			return distance.distance(a, b).toFloatArray()[0];
		}
	}
}
