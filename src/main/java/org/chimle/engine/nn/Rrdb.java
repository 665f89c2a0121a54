package org.chimle.engine.nn;

import ai.djl.ndarray.NDArray;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * Residual-in-residual dense block (Wang et al., ESRGAN, ECCVW 2018): three dense blocks,
 * {@code x + 0.2 * block3(block2(block1(x)))}.
 */
final class Rrdb {

	/** Rows and columns around a pixel of the output that it depends on: fifteen 3 x 3 convolutions. */
	static final int REACH = 15;

	private static final float RESIDUAL_SCALE = 0.2f;

	private final DenseBlock[] blocks = new DenseBlock[3];

	Rrdb(final String name, final int channels, final int growth) {
		for (int k = 0; k < 3; k++) blocks[k] = new DenseBlock(name + ".RDB" + (k + 1), channels, growth);
	}

	void declare(final ParameterLayout layout) {
		for (final DenseBlock block : blocks) block.declare(layout);
	}

	/** @return shape (N, C, H, W), as x */
	NDArray forward(final Weights weights, final NDArray x) {
		return Scope.array(() -> {
			NDArray y = x;
			for (final DenseBlock block : blocks) y = block.forward(weights, y);
			return Ops.scale(y, RESIDUAL_SCALE).add(x);
		});
	}
}
