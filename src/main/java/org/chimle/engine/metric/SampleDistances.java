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
 * All perceptual distances that the figures of one input need. The features of every image are computed once, so n
 * samples cost n runs of the feature network; the features of all samples are in memory together.
 *
 * @param between d(sample i, sample j), n x n, symmetric, zeros on the diagonal
 * @param toMean d(sample i, mean of the samples), n values
 * @param toObserved d(sample i, observed image), n values, or none if no image was observed
 */
public record SampleDistances(double[][] between, double[] toMean, double[] toObserved) {

	/**
	 * Measures samples without an observed image.
	 *
	 * @param samples n images, at least one, shape (C, H, W), [0, 1]
	 * @param distance the distance
	 * @param manager decides on the device; nothing is left on it
	 * @return the distances, {@code toObserved} empty
	 * @throws IllegalArgumentException if there are no samples, shapes differ or a value is not finite
	 */
	public static SampleDistances of(final List<FloatImage> samples, final PerceptualDistance distance,
		final NDManager manager)
	{
		return measure(samples, List.of(), distance, manager);
	}

	/**
	 * Measures samples and an observed image.
	 *
	 * @param samples n images, at least one, shape (C, H, W), [0, 1]
	 * @param observed the image that was observed, shape (C, H, W), [0, 1]
	 * @param distance the distance
	 * @param manager decides on the device; nothing is left on it
	 * @return the distances
	 * @throws IllegalArgumentException if there are no samples, shapes differ or a value is not finite
	 */
	public static SampleDistances of(final List<FloatImage> samples, final FloatImage observed,
		final PerceptualDistance distance, final NDManager manager)
	{
		return measure(samples, List.of(observed), distance, manager);
	}

	private static SampleDistances measure(final List<FloatImage> samples, final List<FloatImage> observed,
		final PerceptualDistance distance, final NDManager manager)
	{
		if (samples.isEmpty()) throw new IllegalArgumentException("There are no samples to measure.");
		final FloatImage mean = Images.mean(samples);
		for (final FloatImage image : observed) Images.requireComparable(image, mean);
		final int n = samples.size();
		final double[][] between = new double[n][n];
		final double[] toObserved = new double[observed.isEmpty() ? 0 : n];
		try (NDManager owner = manager.newSubManager()) {
			final List<NDList> features = new ArrayList<>();
			for (final FloatImage sample : samples) features.add(features(sample, distance, owner));
			for (int i = 0; i < n; i++) {
				for (int j = 0; j < i; j++) {
					between[i][j] = distance(features.get(i), features.get(j), distance);
					between[j][i] = between[i][j];
				}
			}
			final double[] toMean = distances(features, features(mean, distance, owner), distance);
			for (final FloatImage image : observed) {
				System.arraycopy(distances(features, features(image, distance, owner), distance), 0, toObserved, 0, n);
			}
			return new SampleDistances(between, toMean, toObserved);
		}
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

	private static double[] distances(final List<NDList> features, final NDList other,
		final PerceptualDistance distance)
	{
		return features.stream().mapToDouble(f -> distance(f, other, distance)).toArray();
	}

	private static double distance(final NDList a, final NDList b, final PerceptualDistance distance) {
		try (NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			return distance.distance(a, b).toFloatArray()[0];
		}
	}
}
