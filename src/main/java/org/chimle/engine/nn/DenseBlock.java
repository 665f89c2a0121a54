package org.chimle.engine.nn;

import ai.djl.ndarray.NDArray;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.tensor.Convolutions;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * Residual dense block (Zhang et al., CVPR 2018, as used in ESRGAN): five convolutions, each seeing the input and all
 * outputs before it, {@code x + 0.2 * conv5([x, x1, x2, x3, x4])}.
 */
final class DenseBlock {

	private static final float RESIDUAL_SCALE = 0.2f;

	/** Bytes of an image that is better not copied: more than a core's cache holds together with what is made of it. */
	private static final long LARGE = 1 << 20;

	private final Convolution[] convolutions = new Convolution[5];

	DenseBlock(final String name, final int channels, final int growth) {
		for (int k = 0; k < 4; k++) {
			convolutions[k] = new Convolution(name + ".conv" + (k + 1) + ".0", channels + k * growth, growth);
		}
		convolutions[4] = new Convolution(name + ".conv5.0", channels + 4 * growth, channels, RESIDUAL_SCALE);
	}

	void declare(final ParameterLayout layout) {
		for (final Convolution convolution : convolutions) convolution.declare(layout);
	}

	/** @return shape (N, C, H, W), as x */
	NDArray forward(final Weights weights, final NDArray x) {
		final boolean large = x.size() * weights.precision().bytes() >= LARGE;
		return large && !weights.isTracked() && Convolutions.canAdd(x.getManager(), weights.precision()) ? summed(weights, x)
			: joined(weights, x);
	}

	/** Where no gradient is needed. Large images are not copied once more for every convolution. */
	NDArray summed(final Weights weights, final NDArray x) {
		return Scope.array(() -> {
			final List<NDArray> seen = new ArrayList<>(List.of(x));
			for (int k = 0; k < 4; k++) seen.add(Ops.leakyReluInPlace(convolutions[k].ofParts(weights, seen)));
			return Ops.add(convolutions[4].ofParts(weights, seen), x);
		});
	}

	/** Everywhere. */
	NDArray joined(final Weights weights, final NDArray x) {
		return Scope.array(() -> {
			NDArray dense = x;
			for (int k = 0; k < 4; k++) {
				final NDArray before = dense;
				final Convolution convolution = convolutions[k];
				dense = Scope.array(() -> Ops.concatChannels(before, convolution.activated(weights, before))); // (N, C + kG, H, W)
				if (before != x) before.close(); // where gradients are recorded, autograd keeps it
			}
			return Ops.add(convolutions[4].forward(weights, dense), x);
		});
	}
}
