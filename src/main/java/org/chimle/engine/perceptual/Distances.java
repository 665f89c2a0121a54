package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDManager;

import java.util.Optional;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.feature.Backbone;
import org.chimle.engine.feature.PublishedNetwork;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.weights.WeightFolder;
import org.chimle.engine.weights.WeightSet;

/** The distances by name. */
public final class Distances {

	private static final double INTENSITY_WEIGHT = 20;

	private Distances() {}

	/**
	 * @param kind which
	 * @param manager on the device; owns the weights of a published network, which are on the device until it is closed
	 * @return a distance of that kind
	 * @throws InvalidInputException if its network is not installed, or a file of it cannot be used
	 */
	public static PerceptualDistance of(final DistanceKind kind, final NDManager manager) {
		return switch (kind) {
			case MEAN_SQUARED_ERROR -> new MeanSquaredError();
			case LEARNED -> new LearnedDistance(LearnedWeights.bundled(manager), manager);
			case LPIPS_VGG -> lpips(Backbone.VGG16, kind, manager);
			case LPIPS_ALEX -> lpips(Backbone.ALEXNET, kind, manager);
			case LPIPS_SQUEEZE -> lpips(Backbone.SQUEEZENET, kind, manager);
		};
	}

	/**
	 * The distance that the search and the loss of a training use.
	 *
	 * @param kind which
	 * @param manager as in {@link #of}
	 * @return the distance, and for perceptual ones {@value #INTENSITY_WEIGHT} times the mean squared error with it
	 * @throws InvalidInputException as {@link #of}
	 */
	public static PerceptualDistance forTraining(final DistanceKind kind, final NDManager manager) {
		final PerceptualDistance distance = of(kind, manager);
		return kind == DistanceKind.MEAN_SQUARED_ERROR ? distance : new WithIntensities(distance, INTENSITY_WEIGHT);
	}

	/**
	 * Finds out before hours of work whether a distance can be used.
	 *
	 * @throws InvalidInputException if its network is not installed; says what to do
	 */
	public static void requireInstalled(final DistanceKind kind) {
		network(kind).ifPresent(network -> network.requireInstalled(WeightFolder.usual()));
	}

	private static PerceptualDistance lpips(final Backbone backbone, final DistanceKind kind, final NDManager manager) {
		try (WeightSet weights = network(kind).orElseThrow().open(WeightFolder.usual())) {
			return new Lpips(backbone, weights, manager);
		}
	}

	private static Optional<PublishedNetwork> network(final DistanceKind kind) {
		return switch (kind) {
			case MEAN_SQUARED_ERROR, LEARNED -> Optional.empty();
			case LPIPS_VGG -> Optional.of(PublishedNetwork.LPIPS_VGG);
			case LPIPS_ALEX -> Optional.of(PublishedNetwork.LPIPS_ALEX);
			case LPIPS_SQUEEZE -> Optional.of(PublishedNetwork.LPIPS_SQUEEZE);
		};
	}
}
