package org.chimle.engine.feature;

import ai.djl.ndarray.NDArray;

import java.util.List;

import org.chimle.engine.tensor.Convolutions;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.weights.TensorSpec;

/** One module of a torchvision feature stack; it knows its shapes and is handed its weights. */
sealed interface Layer {

	/** @return the tensors of the module of that name */
	default List<TensorSpec> tensors(final String name) {
		return List.of();
	}

	/** @return the output for an input of shape (N, C, H, W) */
	NDArray forward(NDArray x, String name, NetworkWeights weights);

	/** A convolution with bias. */
	record Convolution(int in, int out, int kernel, int stride, int padding) implements Layer {

		@Override
		public List<TensorSpec> tensors(final String name) {
			return List.of(TensorSpec.of(name + ".weight", out, in, kernel, kernel), TensorSpec.of(name + ".bias", out));
		}

		@Override
		public NDArray forward(final NDArray x, final String name, final NetworkWeights weights) {
			return Convolutions.convolve(x, weights.get(name + ".weight"), weights.get(name + ".bias"), stride, padding);
		}
	}

	/** max(x, 0). */
	record Relu() implements Layer {

		@Override
		public NDArray forward(final NDArray x, final String name, final NetworkWeights weights) {
			return Ops.relu(x);
		}
	}

	/** The maximum of windows. */
	record MaxPool(int kernel, boolean ceil) implements Layer {

		@Override
		public NDArray forward(final NDArray x, final String name, final NetworkWeights weights) {
			return Ops.maxPool(x, kernel, 2, 0, ceil);
		}
	}

	/** SqueezeNet's module: 1 x 1 convolutions to few channels, then 1 x 1 and 3 x 3 convolutions side by side. */
	record Fire(int in, int squeeze, int expand) implements Layer {

		@Override
		public List<TensorSpec> tensors(final String name) {
			return List.of(TensorSpec.of(name + ".squeeze.weight", squeeze, in, 1, 1), TensorSpec.of(name + ".squeeze.bias",
				squeeze), TensorSpec.of(name + ".expand1x1.weight", expand, squeeze, 1, 1), TensorSpec.of(name +
					".expand1x1.bias", expand), TensorSpec.of(name + ".expand3x3.weight", expand, squeeze, 3, 3), TensorSpec.of(
						name + ".expand3x3.bias", expand));
		}

		@Override
		public NDArray forward(final NDArray x, final String name, final NetworkWeights weights) {
			final NDArray few = unit(x, name + ".squeeze", weights);
			return Ops.concatChannels(unit(few, name + ".expand1x1", weights), unit(few, name + ".expand3x3", weights));
		}

		private static NDArray unit(final NDArray x, final String name, final NetworkWeights weights) {
			return Ops.reluInPlace(Convolutions.convolve(x, weights.get(name + ".weight"), weights.get(name + ".bias")));
		}
	}
}
