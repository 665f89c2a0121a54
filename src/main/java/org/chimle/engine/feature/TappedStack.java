package org.chimle.engine.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.util.List;

import org.chimle.engine.tensor.Scope;
import org.chimle.engine.weights.TensorSource;

/** A {@link Backbone} with weights. Its arrays belong to the manager it was made with. */
public final class TappedStack {

	private final Backbone backbone;
	private final NetworkWeights weights;

	/**
	 * @param backbone the architecture
	 * @param source its weights
	 * @param manager on the device
	 */
	public TappedStack(final Backbone backbone, final TensorSource source, final NDManager manager) {
		this.backbone = backbone;
		weights = new NetworkWeights(manager);
		weights.read(backbone.tensors(), source);
	}

	/**
	 * Runs the stack; gradients with respect to the images can be recorded. What lies between two taps is freed at once.
	 *
	 * @param images scaled as the network expects, shape (N, 3, H, W), H and W at least 32
	 * @return the output of every tap, shape (N, C_t, H_t, W_t)
	 */
	public NDList taps(final NDArray images) {
		return Scope.list(() -> {
			final NDList taps = new NDList();
			final List<Layer> layers = backbone.layers();
			NDArray x = images;
			for (int i = 0; i < layers.size(); i++) {
				final NDArray input = x;
				final String name = Backbone.name(i);
				final Layer layer = layers.get(i);
				x = Scope.array(() -> layer.forward(input, name, weights));
				if (i > 0 && !backbone.taps().contains(i - 1)) input.close();
				if (backbone.taps().contains(i)) taps.add(x);
			}
			return taps;
		});
	}
}
