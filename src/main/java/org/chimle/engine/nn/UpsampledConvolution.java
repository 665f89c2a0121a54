package org.chimle.engine.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.tensor.Convolutions;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * A convolution of an image enlarged by 2, each pixel repeated, with leaky ReLU. The nine pixels that its kernel sees are
 * then only four different ones. So where no gradient of the kernel is needed, the small image is convolved with four
 * kernels of 2 x 2, one for each place in a 2 x 2 block of the result, with 4/9 of the multiplications (sub-pixel
 * convolution: Shi et al., CVPR 2016).
 *
 * @param convolution its parameters
 */
public record UpsampledConvolution(Convolution convolution) {

	/** Which of the two pixels the rows of a kernel see, in the even rows of the result and in the odd ones, (2, 3). */
	private static final float[][] SEEN = { { 1, 0, 0, 0, 1, 1 }, { 1, 1, 0, 0, 0, 1 } };

	/** @return shape (N, out, 2H, 2W) for x of shape (N, in, H, W) */
	public NDArray activated(final Weights weights, final NDArray x) {
		if (weights.isTracked()) return Scope.array(() -> convolution.activated(weights, Ops.upsampleNearest(x)));
		final String name = convolution.name();
		final NDArray kernels = weights.derived(name + ".phases", () -> phases(weights.weight(name)));
		final NDArray biases = weights.derived(name + ".biases", () -> Ops.concatBatch(List.of(weights.bias(name), weights
			.bias(name), weights.bias(name), weights.bias(name))));
		return Scope.array(() -> Ops.interleave(Ops.leakyReluInPlace(Convolutions.convolve(Ops.channelsLast(x), kernels, biases, 1,
			1))));
	}

	/**
	 * @param kernel shape (O, I, 3, 3)
	 * @return shape (4 O, I, 2, 2): for even rows and columns, even rows and odd columns, odd and even, odd and odd
	 */
	private static NDArray phases(final NDArray kernel) {
		final NDManager manager = kernel.getManager();
		final List<NDArray> phases = new ArrayList<>();
		for (final float[] rows : SEEN) {
			for (final float[] columns : SEEN) {
				phases.add(Ops.combine(Ops.asFloat(kernel), Ops.tensor(manager, rows, 2, 3), Ops.tensor(manager, columns, 2, 3)));
			}
		}
		return Ops.channelsLast(Ops.concatBatch(phases));
	}
}
