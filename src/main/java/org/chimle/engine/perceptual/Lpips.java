package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.feature.Backbone;
import org.chimle.engine.feature.Bilinear;
import org.chimle.engine.feature.Channels;
import org.chimle.engine.feature.TappedStack;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.weights.TensorSource;
import org.chimle.engine.weights.TensorSpec;

/**
 * The learned perceptual image patch similarity, version 0.1 (Zhang et al., CVPR 2018, Eq. 1):
 * {@code d = sum_t 1/(H_t W_t) sum_hw sum_c w_tc (f_tchw/|f_t.hw| - f'_tchw/|f'_t.hw|)^2} with the features f_t of a
 * published network at tap t and learned channel weights w_t. Images in [0, 1] are brought to [-1, 1] and then to the
 * network's scale.
 *
 * <p>
 * Grey images are repeated to three channels. Of images with another number of channels than 1 or 3, every channel is
 * taken as a grey image and the distance averaged over channels. Sides below 32 pixels, which the networks cannot take
 * and coarse levels of a tower may have, are enlarged bilinearly by a whole factor. The weights are frozen; gradients
 * with respect to images can be recorded. The arrays belong to the manager it was made with.
 */
final class Lpips implements PerceptualDistance {

	private static final int LEAST_SIDE = 32;
	/** Below any norm of features that matters; keeps the gradient finite where all features are 0. */
	private static final double EPS = 1e-20;
	private static final float[] SHIFT = { -0.030f, -0.088f, -0.188f };
	private static final float[] SCALE = { 0.458f, 0.448f, 0.450f };
	/** Memory of the widest features of the images that are worked on at a time. */
	private static final long CHUNK_BYTES = 32L << 20;

	private final Backbone backbone;
	private final TappedStack stack;
	private final NDArray shift;
	private final NDArray scale;
	private final List<NDArray> heads = new ArrayList<>();

	/**
	 * @param backbone the network
	 * @param source the weights of the network and of its taps
	 * @param manager on the device
	 * @throws InvalidInputException if a weight of a tap is negative
	 */
	Lpips(final Backbone backbone, final TensorSource source, final NDManager manager) {
		this.backbone = backbone;
		stack = new TappedStack(backbone, source, manager);
		shift = own(SHIFT, manager);
		scale = own(SCALE, manager);
		for (final TensorSpec tensor : backbone.headTensors()) heads.add(own(roots(source.read(tensor), tensor), manager));
	}

	private static NDArray own(final float[] values, final NDManager manager) {
		final NDArray[] result = new NDArray[1];
		Scope.run(() -> result[0] = Scope.keep(Ops.tensor(manager, values, 1, values.length, 1, 1)));
		return result[0];
	}

	private static float[] roots(final float[] weights, final TensorSpec tensor) {
		final float[] roots = new float[weights.length];
		for (int c = 0; c < roots.length; c++) {
			if (weights[c] < 0) {
				throw new InvalidInputException("The weight of channel " + (c + 1) + " in " + tensor.name() + " is " + weights[c] +
					" but LPIPS has no negative ones; take the official file, which \"Install CHIMLE Weights...\" downloads.");
			}
			roots[c] = (float) Math.sqrt(weights[c]);
		}
		return roots;
	}

	@Override
	public NDList features(final NDArray images) {
		return Scope.list(() -> {
			final Shape shape = images.getShape();
			final long n = shape.get(0);
			final long side = Math.max(1, Math.min(shape.get(2), shape.get(3)));
			final int factor = (int) Math.max(1, (LEAST_SIDE + side - 1) / side);
			final int height = (int) shape.get(2) * factor;
			final int width = (int) shape.get(3) * factor;
			final long groups = Channels.groups(shape.get(1));
			final long perImage = 4L * backbone.channels().get(0) * height * width * groups;
			final long chunk = Math.max(1, CHUNK_BYTES / perImage);
			final List<NDList> parts = new ArrayList<>();
			for (long start = 0; start < n; start += chunk) {
				final NDArray some = n <= chunk ? images : Ops.slice(images, 0, start, Math.min(n, start + chunk));
				parts.add(chunk(some, height, width, groups));
			}
			if (parts.size() == 1) return parts.get(0);
			final NDList joined = new NDList();
			for (int t = 0; t < heads.size(); t++) {
				final int tap = t;
				joined.add(Ops.concatBatch(parts.stream().map(part -> part.get(tap)).toList()));
			}
			return joined;
		});
	}

	private NDList chunk(final NDArray images, final int height, final int width, final long groups) {
		return Scope.list(() -> {
			final long n = images.getShape().get(0);
			final NDArray colour = Channels.three(Bilinear.resize(images, height, width));
			final NDList taps = stack.taps(Ops.scale(colour, 2).sub(1).sub(shift).div(scale));
			final NDList features = new NDList();
			for (int t = 0; t < taps.size(); t++) {
				final NDArray tap = taps.get(t);
				final NDArray head = heads.get(t);
				features.add(Scope.array(() -> weighted(tap, head, n, groups)));
				tap.close();
			}
			return features;
		});
	}

	/** @return unit-normalised and weighted features, shape (N, groups C, H, W) */
	private static NDArray weighted(final NDArray tap, final NDArray head, final long n, final long groups) {
		final Shape shape = tap.getShape();
		final NDArray norm = tap.square().sum(new int[] { 1 }, true).add(EPS).sqrt(); // (N groups, 1, H, W)
		final NDArray weight = Ops.scale(head, 1 / Math.sqrt(shape.get(2) * shape.get(3) * groups));
		return tap.div(norm).mul(weight).reshape(n, groups * shape.get(1), shape.get(2), shape.get(3));
	}

	@Override
	public NDArray distance(final NDList a, final NDList b) {
		return Taps.sumOfSquares(a, b);
	}
}
