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
			case FILTER_BANK -> new FilterBankDistance();
			case LPIPS_VGG -> lpips(Backbone.VGG16, kind, manager);
			case LPIPS_ALEX -> lpips(Backbone.ALEXNET, kind, manager);
			case LPIPS_SQUEEZE -> lpips(Backbone.SQUEEZENET, kind, manager);
		};
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
			case MEAN_SQUARED_ERROR, FILTER_BANK -> Optional.empty();
			case LPIPS_VGG -> Optional.of(PublishedNetwork.LPIPS_VGG);
			case LPIPS_ALEX -> Optional.of(PublishedNetwork.LPIPS_ALEX);
			case LPIPS_SQUEEZE -> Optional.of(PublishedNetwork.LPIPS_SQUEEZE);
		};
	}
}
