package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

import java.util.List;
import java.util.Random;

import org.chimle.engine.nn.Convolution;
import org.chimle.engine.tensor.Convolutions;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.ParameterLayout.Entry;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * The feature network of the learned distance. A 6 x 6 convolution of stride 2 comes first; its windows overlap evenly. It
 * is computed as a 3 x 3 convolution of 2 x 2 blocks of pixels, which is the same at half the price. Stages of 2 x 2
 * averaging and two 3 x 3 convolutions follow; every convolution is followed by a rectifier, and the end of every stage is
 * a tap. As in LPIPS (Zhang et al., CVPR 2018, Eq. 1) the features of a pixel are divided by their length and every
 * channel has a non-negative learned weight; unlike there, short feature vectors stay short, so that nearly empty
 * background does not count as structure, and the intensities are a tap of their own, so that brightness is not free.
 */
public final class LearnedNetwork {

	/** Channels of the first convolution and of the stages after it. */
	private static final List<Integer> CHANNELS = List.of(16, 32, 64, 96);
	private static final int COLOURS = 3;
	private static final int FIRST_KERNEL = 6;
	/** Stride of the first convolution, and side of the blocks of pixels it is computed with. */
	private static final int BLOCK = 2;
	/** Brings images to about unit variance. */
	private static final double FIRST_GAIN = 4;
	private static final String FIRST = "first";
	private static final String INTENSITY = "intensity.weight";
	/** Added to the squared length of a feature vector. */
	private static final double SOFTENING = 0.01;
	/** The least weight of the mean squared difference of intensities. */
	private static final double LEAST_INTENSITY_WEIGHT = 1;
	private static final float FIRST_TAP_WEIGHT = 0.7f;

	private LearnedNetwork() {}

	/** @return names and shapes of the parameters */
	public static ParameterLayout layout() {
		final ParameterLayout layout = new ParameterLayout();
		layout.addConvolution(FIRST, COLOURS, CHANNELS.get(0), FIRST_KERNEL, 1);
		for (int s = 1; s < CHANNELS.size(); s++) {
			entry(s).declare(layout);
			exit(s).declare(layout);
			layout.addVector(tap(s), CHANNELS.get(s));
		}
		layout.addVector(INTENSITY, 1);
		return layout;
	}

	private static Convolution entry(final int stage) {
		return new Convolution("stage" + stage + ".entry", CHANNELS.get(stage - 1), CHANNELS.get(stage));
	}

	private static Convolution exit(final int stage) {
		return new Convolution("stage" + stage + ".exit", CHANNELS.get(stage), CHANNELS.get(stage));
	}

	private static String tap(final int stage) {
		return "tap" + stage + ".weight";
	}

	/** @return parameters to start training with, in the order of the layout */
	public static float[] initial(final long seed) {
		final ParameterLayout layout = layout();
		final float[] values = new float[layout.size()];
		final Random random = new Random(seed);
		for (final ParameterLayout.Convolution convolution : layout.convolutions()) {
			final Entry direction = convolution.weightV();
			final int outputs = direction.shape().get(0);
			final int fanIn = direction.size() / outputs;
			for (int o = 0; o < outputs; o++) {
				double square = 0;
				for (int i = 0; i < fanIn; i++) {
					final float value = (float) (Math.sqrt(2.0 / fanIn) * random.nextGaussian());
					values[direction.offset() + o * fanIn + i] = value;
					square += value * value;
				}
				values[convolution.weightG().offset() + o] = (float) Math.sqrt(square);
			}
		}
		for (final Entry vector : layout.vectors()) {
			for (int i = 0; i < vector.size(); i++) values[vector.offset() + i] = FIRST_TAP_WEIGHT;
		}
		return values;
	}

	/**
	 * @param weights of {@link #layout}
	 * @param images shape (N, 3, H, W) or (N, 1, H, W), values in [0, 1]; grey is colour with three equal channels
	 * @return taps whose squared differences add up to the distance, each of shape (N, C_t, H_t, W_t): the intensities,
	 *         then those of the stages that the image is large enough for
	 */
	public static NDList features(final Weights weights, final NDArray images) {
		return Scope.list(() -> {
			final NDList taps = new NDList(intensities(weights, images));
			NDArray x = Scope.array(() -> Ops.reluInPlace(first(weights, blocks(images.add(-0.5f)))));
			for (int s = 1; s < CHANNELS.size() && Math.min(x.getShape().get(2), x.getShape().get(3)) >= 2; s++) {
				x = stage(weights, s, x);
				taps.add(weighted(x, weights.vector(tap(s))));
			}
			return taps;
		});
	}

	private static NDArray stage(final Weights weights, final int stage, final NDArray x) {
		return Scope.array(() -> {
			final NDArray entered = Ops.reluInPlace(entry(stage).forward(weights, Ops.averagePool(x)));
			return Ops.reluInPlace(exit(stage).forward(weights, entered));
		});
	}

	/**
	 * Blocks of pixels as pixels of more channels. The channels of a pixel lie beside each other in memory, a layout that
	 * all operations after it keep and are faster with.
	 *
	 * @return shape (N, 4 C, ceil(H / 2), ceil(W / 2)); the last row or column of an odd number is repeated
	 */
	private static NDArray blocks(final NDArray x) {
		final NDArray even = evenly(evenly(x, 2), 3);
		final Shape shape = even.getShape();
		final long n = shape.get(0);
		final long c = shape.get(1);
		final long h = shape.get(2) / BLOCK;
		final long w = shape.get(3) / BLOCK;
		// Copied plane by plane before the order changes: both copies are quick, the direct one is not.
		final NDArray planes = even.reshape(n, c, h, BLOCK, w, BLOCK).transpose(0, 1, 3, 5, 2, 4); // (N, C, 2, 2, h, w)
		return Ops.channelsLast(planes.reshape(n, c * BLOCK * BLOCK, h, w));
	}

	private static NDArray evenly(final NDArray x, final int axis) {
		final long length = x.getShape().get(axis);
		return length % BLOCK == 0 ? x : x.concat(Ops.slice(x, axis, length - 1, length), axis);
	}

	private static NDArray first(final Weights weights, final NDArray blocks) {
		final NDArray kernel = Ops.scale(weights.weight(FIRST), FIRST_GAIN); // (O, 3, 6, 6)
		final boolean colour = blocks.getShape().get(1) == COLOURS * BLOCK * BLOCK;
		return Convolutions.convolve(blocks, ofBlocks(colour ? kernel : kernel.sum(new int[] { 1 }, true)), weights.bias(FIRST));
	}

	/** @return a kernel of shape (O, I, 6, 6) as one of shape (O, 4 I, 3, 3) for {@link #blocks} */
	private static NDArray ofBlocks(final NDArray kernel) {
		final Shape shape = kernel.getShape();
		final long side = FIRST_KERNEL / BLOCK;
		return kernel.reshape(shape.get(0), shape.get(1), side, BLOCK, side, BLOCK).transpose(0, 1, 3, 5, 2, 4).reshape(shape
			.get(0), shape.get(1) * BLOCK * BLOCK, side, side);
	}

	private static NDArray intensities(final Weights weights, final NDArray images) {
		final double values = (double) images.getShape().size() / images.getShape().get(0);
		return images.mul(Ops.scale(weights.vector(INTENSITY).square().add((float) LEAST_INTENSITY_WEIGHT), 1 / values)
			.sqrt());
	}

	/** @return the features brought to unit length, times root of weight per pixel */
	private static NDArray weighted(final NDArray x, final NDArray rootOfWeight) {
		return Scope.array(() -> {
			final Shape shape = x.getShape();
			final NDArray length = Ops.sumOfSquares(x, 1).add((float) SOFTENING).sqrt(); // (N, 1, H, W)
			final double pixels = (double) shape.get(2) * shape.get(3);
			final NDArray factor = Ops.scalar(x.getManager(), 1 / Math.sqrt(pixels)).div(length);
			return x.mul(factor).mul(rootOfWeight.reshape(1, shape.get(1), 1, 1));
		});
	}
}
