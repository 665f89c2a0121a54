package org.chimle.engine.nn;

import ai.djl.ndarray.NDArray;

import java.util.List;

import org.chimle.engine.tensor.Convolutions;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * A weight-normalised 3 x 3 convolution with zero padding and bias.
 *
 * @param name prefix of its parameters
 * @param in channels of the input
 * @param out channels of the output
 * @param gain constant factor of the output, folded into the weights
 */
public record Convolution(String name, int in, int out, float gain) {

	/** A convolution without a constant factor. */
	public Convolution(final String name, final int in, final int out) {
		this(name, in, out, 1);
	}

	/** Appends the parameters. */
	public void declare(final ParameterLayout layout) {
		layout.addConvolution(name, in, out, 3, gain);
	}

	/** @return shape (N, out, H, W) for x of shape (N, in, H, W) */
	public NDArray forward(final Weights weights, final NDArray x) {
		return Convolutions.convolve(x, weights.weight(name), weights.bias(name));
	}

	/**
	 * The convolution of an image whose channels come as several images, without putting them together. No gradient is
	 * recorded.
	 *
	 * @param parts shapes (N, C_i, H, W), the C_i adding up to {@code in}
	 * @return shape (N, out, H, W)
	 */
	NDArray ofParts(final Weights weights, final List<NDArray> parts) {
		return Scope.array(() -> {
			final NDArray kernels = weights.weight(name);
			NDArray sum = null;
			long channel = 0;
			for (final NDArray part : parts) {
				final long next = channel + part.getShape().get(1);
				final NDArray own = Ops.slice(kernels, 1, channel, next);
				sum = sum == null ? Convolutions.convolve(part, own, weights.bias(name)) : Convolutions.add(sum, part, own);
				channel = next;
			}
			return sum;
		});
	}

	/** @return {@link #forward} followed by a leaky ReLU */
	public NDArray activated(final Weights weights, final NDArray x) {
		return Scope.array(() -> Ops.leakyReluInPlace(forward(weights, x)));
	}
}
