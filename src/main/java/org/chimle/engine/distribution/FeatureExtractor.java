package org.chimle.engine.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.feature.FeatureNetwork;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;

/** From images to features, for callers that know no tensors. Owns the network until closed; one thread at a time. */
public final class FeatureExtractor implements AutoCloseable {

	/** The networks there are, by name. */
	public static final List<String> NAMES = List.of(BundledFeatures.NAME);

	private final NDManager manager;
	private final FeatureNetwork network;

	/**
	 * @param name one of {@link #NAMES}
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @param like an image as those to come, shape (C, H, W): all need its channels
	 * @throws InvalidInputException if there is no such network or device
	 */
	public FeatureExtractor(final String name, final String device, final FloatImage like) {
		requireKnown(name);
		manager = Torch.open(device);
		network = new BundledFeatures(manager, like.channels(), like.height(), like.width());
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
