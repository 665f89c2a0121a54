package org.chimle.engine.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.feature.FeatureNetwork;
import org.chimle.engine.feature.Inception;
import org.chimle.engine.feature.PublishedNetwork;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.weights.WeightFolder;
import org.chimle.engine.weights.WeightSet;

/** From images to features, for callers that know no tensors. Owns the network until closed; one thread at a time. */
public final class FeatureExtractor implements AutoCloseable {

	/** The last pooling of InceptionV3, which published Fréchet inception distances are made of. */
	private static final String LAST_POOLING = "inception-2048";
	/** What InceptionV3 gives its auxiliary classifier: fewer numbers, so that fewer images do. */
	private static final String MIDDLE = "inception-768";

	/** The networks there are, by name. */
	public static final List<String> NAMES = List.of(BundledFeatures.NAME, LAST_POOLING, MIDDLE);

	private final NDManager manager;
	private final FeatureNetwork network;

	/**
	 * @param name one of {@link #NAMES}
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @param like an image as those to come, shape (C, H, W): all need its channels
	 * @throws InvalidInputException if there is no such network or device, or the network is not installed
	 */
	public FeatureExtractor(final String name, final String device, final FloatImage like) {
		requireInstalled(name);
		manager = Torch.open(device);
		try {
			network = switch (name) {
				case LAST_POOLING -> inception(2048);
				case MIDDLE -> inception(768);
				default -> new BundledFeatures(manager, like.channels(), like.height(), like.width());
			};
		}
		catch (final RuntimeException | Error exc) {
			manager.close(); // nobody gets an extractor to close
			throw exc;
		}
	}

	private Inception inception(final int dimension) {
		try (WeightSet weights = PublishedNetwork.INCEPTION.open(WeightFolder.usual())) {
			return new Inception(dimension, weights, manager);
		}
	}

	/**
	 * Finds out before any work whether a network can be used.
	 *
	 * @throws InvalidInputException if there is no network of that name, or it is not installed; says what to do
	 */
	public static void requireInstalled(final String name) {
		requireKnown(name);
		if (!name.equals(BundledFeatures.NAME)) PublishedNetwork.INCEPTION.requireInstalled(WeightFolder.usual());
	}

	/** @throws InvalidInputException if there is no network of that name */
	public static void requireKnown(final String name) {
		if (NAMES.contains(name)) return;
		throw new InvalidInputException("The feature network is \"" + name + "\" but must be one of: " + String.join(", ",
			NAMES) + ".");
	}

	/** @return the network's name, part of the heading of every figure made with it */
	public String name() {
		return network.name();
	}

	/**
	 * @param image values in [0, 1], others are clipped, shape (C, H, W)
	 * @return its features
	 * @throws InvalidInputException if the image gives another number of features than the one given at the start
	 */
	public float[] features(final FloatImage image) {
		final float[] features = Scope.get(() -> {
			final NDArray batch = Ops.tensor(manager, image.data(), 1, image.channels(), image.height(), image.width());
			return Ops.values(network.features(Ops.clip(batch, 0, 1)));
		});
		if (features.length == network.dimension()) return features;
		throw new InvalidInputException("An image of " + image.size() + " has " + features.length +
			" features of the network " + network.name() + " where the others have " + network.dimension() +
			"; compare images of the same number of channels and of similar size.");
	}

	@Override
	public void close() {
		manager.close();
	}
}
