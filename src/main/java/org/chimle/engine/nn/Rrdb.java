package org.chimle.engine.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;

/**
 * Residual-in-residual dense block (Wang et al., ESRGAN, ECCVW 2018): three dense blocks,
 * {@code x + 0.2 * block3(block2(block1(x)))}.
 */
final class Rrdb {

	/** Rows and columns around a pixel of the output that it depends on: fifteen 3 x 3 convolutions. */
	static final int REACH = 15;

	private static final float RESIDUAL_SCALE = 0.2f;

	/** Pixels that are worked on at a time, without their surroundings. */
	private static final long STRIP_PIXELS = 1 << 16;
	/** Lower strips would spend most of their time on their surroundings. */
	private static final long LEAST_STRIP_ROWS = 8 * REACH;

	private final DenseBlock[] blocks = new DenseBlock[3];

	Rrdb(final String name, final int channels, final int growth) {
		for (int k = 0; k < 3; k++) blocks[k] = new DenseBlock(name + ".RDB" + (k + 1), channels, growth);
	}

	void declare(final ParameterLayout layout) {
		for (final DenseBlock block : blocks) block.declare(layout);
	}

	/**
	 * Computes the block. Where no gradients are recorded, big planes go through it in horizontal strips that see
	 * {@link #REACH} rows of their surroundings: what the strips give together is the whole, up to rounding, and memory
	 * grows with a strip's size instead of the plane's.
	 *
	 * @return shape (N, C, H, W), as x
	 */
	NDArray forward(final Weights weights, final NDArray x) {
		final Shape shape = x.getShape();
		final long rows = stripRows(shape.get(2), shape.get(3), weights.halvings());
		return !Torch.isRecording() && rows < shape.get(2) ? inStrips(weights, x, rows) : whole(weights, x);
	}

	/**
	 * @param halvings how often memory ran short; the strips are halved as often
	 * @return rows of the strips of a plane; as long as memory suffices a function of its size alone, so that a sample
	 *         depends on nothing else even in its last bits
	 */
	static long stripRows(final long height, final long width, final int halvings) {
		final long most = Math.max(1, Math.max(LEAST_STRIP_ROWS, Math.min(height, STRIP_PIXELS / width)) >> halvings);
		final long strips = (height + most - 1) / most;
		return (height + strips - 1) / strips;
	}

	/** @return {@link #whole}, computed in strips of that many rows */
	NDArray inStrips(final Weights weights, final NDArray x, final long rows) {
		return Scope.array(() -> {
			final long height = x.getShape().get(2);
			final NDList strips = new NDList();
			for (long top = 0; top < height; top += rows) {
				strips.add(strip(weights, x, top, Math.min(height, top + rows)));
			}
			return NDArrays.concat(strips, 2); // (N, C, H, W)
		});
	}

	/** @return rows top..bottom-1; where the surroundings end with the image, padding with zeros is right */
	private NDArray strip(final Weights weights, final NDArray x, final long top, final long bottom) {
		return Scope.array(() -> {
			final long start = Math.max(0, top - REACH);
			final long end = Math.min(x.getShape().get(2), bottom + REACH);
			final NDArray surrounded = whole(weights, Ops.slice(x, 2, start, end));
			return Ops.slice(surrounded, 2, top - start, bottom - start).duplicate();
		});
	}

	/** @return shape (N, C, H, W), as x */
	NDArray whole(final Weights weights, final NDArray x) {
		return Scope.array(() -> {
			final NDArray ordered = Ops.channelsLast(x); // as the kernels are
			NDArray y = ordered;
			for (final DenseBlock block : blocks) y = block.forward(weights, y);
			return Ops.add(Ops.scale(y, RESIDUAL_SCALE), ordered);
		});
	}
}
