package org.chimle.engine.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.feature.InceptionUnits.Unit;
import org.chimle.engine.tensor.Convolutions;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.weights.TensorSource;
import org.chimle.engine.weights.TensorSpec;

/**
 * InceptionV3 as the Fréchet inception distance uses it (Heusel et al., NeurIPS 2017), in the form of its published
 * PyTorch port. It differs from the usual InceptionV3: averages of 3 x 3 windows leave out what lies beyond the border,
 * and the last block takes maxima instead of averages. Images of any size are resampled to 299 x 299 bilinearly without
 * antialiasing and scaled to [-1, 1]; features are averaged over their planes. Images are taken one by one, so that
 * memory is bounded and the result does not depend on the batch.
 *
 * <p>
 * Grey images are repeated to three channels; of images with another number than 1 or 3 every channel is taken as a grey
 * image and the features averaged over channels. Its arrays belong to the manager it was made with; for use without
 * gradients.
 */
public final class Inception implements FeatureNetwork {

	/** Lengths of the vectors there are: first and second pooling, before the auxiliary classifier, last pooling. */
	public static final List<Integer> DIMENSIONS = List.of(64, 192, 768, 2048);

	private static final int SIDE = 299;
	private static final double NORM_EPS = 1e-3;

	private final int dimension;
	private final NetworkWeights weights;

	/**
	 * @param dimension one of {@link #DIMENSIONS}
	 * @param source the weights
	 * @param manager on the device
	 */
	public Inception(final int dimension, final TensorSource source, final NDManager manager) {
		if (!DIMENSIONS.contains(dimension)) {
			throw new IllegalArgumentException("There is no layer of " + dimension + " features, only of " + DIMENSIONS);
		}
		this.dimension = dimension;
		weights = new NetworkWeights(manager);
		for (final Unit unit : InceptionUnits.all()) if (isUsed(unit)) fold(unit, source);
	}

	/** @return all tensors of the network */
	public static List<TensorSpec> tensors() {
		final List<TensorSpec> tensors = new ArrayList<>();
		for (final Unit unit : InceptionUnits.all()) tensors.addAll(unit.tensors());
		return tensors;
	}

	private boolean isUsed(final Unit unit) {
		final String name = unit.name();
		if (name.startsWith("Mixed_7")) return dimension > 768;
		if (name.startsWith("Mixed_")) return dimension > 192;
		return dimension > 64 || name.startsWith("Conv2d_1") || name.startsWith("Conv2d_2");
	}

	/** Batch normalisation with fixed statistics is a factor and an offset per channel, here put into the convolution. */
	private void fold(final Unit unit, final TensorSource source) {
		final float[] weight = source.read(unit.weight());
		final float[] scale = source.read(unit.norm("weight"));
		final float[] bias = source.read(unit.norm("bias"));
		final float[] mean = source.read(unit.norm("running_mean"));
		final float[] variance = source.read(unit.norm("running_var"));
		final int perChannel = weight.length / unit.out();
		for (int c = 0; c < unit.out(); c++) {
			final double factor = scale[c] / Math.sqrt(Math.max(0, variance[c]) + NORM_EPS);
			for (int i = c * perChannel; i < (c + 1) * perChannel; i++) weight[i] *= (float) factor;
			bias[c] = (float) (bias[c] - mean[c] * factor);
		}
		weights.put(unit.name() + ".weight", weight, unit.out(), unit.in(), unit.height(), unit.width());
		weights.put(unit.name() + ".bias", bias, unit.out());
	}

	@Override
	public String name() {
		return "inception-" + dimension;
	}

	@Override
	public int dimension() {
		return dimension;
	}

	@Override
	public NDArray features(final NDArray images) {
		return Scope.array(() -> {
			final long channels = images.getShape().get(1);
			final NDArray colour = Channels.three(images); // (N * groups, 3, H, W)
			final long count = colour.getShape().get(0);
			final List<NDArray> rows = new ArrayList<>();
			for (long i = 0; i < count; i++) {
				final NDArray image = Ops.slice(colour, 0, i, i + 1);
				rows.add(Scope.array(() -> Ops.planeMean(planes(image))));
			}
			final NDArray all = Ops.concatBatch(rows); // (N * groups, D)
			if (channels == 1 || channels == 3) return all;
			return Ops.scale(all.reshape(count / channels, channels, dimension).sum(new int[] { 1 }), 1.0 / channels);
		});
	}

	private NDArray planes(final NDArray image) {
		NDArray x = Ops.scale(Bilinear.resize(image, SIDE, SIDE), 2).sub(1); // [-1, 1]
		x = valid(x, "Conv2d_1a_3x3", 2);
		x = same(valid(x, "Conv2d_2a_3x3", 1), "Conv2d_2b_3x3");
		x = Ops.maxPool(x, 3, 2, 0, false); // (1, 64, 73, 73)
		if (dimension == 64) return x;
		x = valid(same(x, "Conv2d_3b_1x1"), "Conv2d_4a_3x3", 1);
		x = Ops.maxPool(x, 3, 2, 0, false); // (1, 192, 35, 35)
		if (dimension == 192) return x;
		for (final String block : List.of("Mixed_5b.", "Mixed_5c.", "Mixed_5d.")) x = blockA(x, block);
		x = blockB(x, "Mixed_6a."); // (1, 768, 17, 17)
		for (final String block : List.of("Mixed_6b.", "Mixed_6c.", "Mixed_6d.", "Mixed_6e.")) x = blockC(x, block);
		if (dimension == 768) return x;
		x = blockD(x, "Mixed_7a."); // (1, 1280, 8, 8)
		x = blockE(x, "Mixed_7b.", Ops.meanOfNeighbours(x));
		return blockE(x, "Mixed_7c.", Ops.maxPool(x, 3, 1, 1, false)); // (1, 2048, 8, 8)
	}

	private NDArray same(final NDArray x, final String... names) {
		NDArray y = x;
		for (final String name : names) {
			y = Ops.reluInPlace(Convolutions.convolve(y, weights.get(name + ".weight"), weights.get(name + ".bias")));
		}
		return y;
	}

	private NDArray valid(final NDArray x, final String name, final int stride) {
		return Ops.reluInPlace(Convolutions.convolve(x, weights.get(name + ".weight"), weights.get(name + ".bias"), stride, 0));
	}

	private NDArray blockA(final NDArray x, final String b) {
		return Ops.concatChannels(same(x, b + "branch1x1"), same(x, b + "branch5x5_1", b + "branch5x5_2"), same(x, b +
			"branch3x3dbl_1", b + "branch3x3dbl_2", b + "branch3x3dbl_3"), same(Ops.meanOfNeighbours(x), b + "branch_pool"));
	}

	private NDArray blockB(final NDArray x, final String b) {
		return Ops.concatChannels(valid(x, b + "branch3x3", 2), valid(same(x, b + "branch3x3dbl_1", b + "branch3x3dbl_2"), b +
			"branch3x3dbl_3", 2), Ops.maxPool(x, 3, 2, 0, false));
	}

	private NDArray blockC(final NDArray x, final String b) {
		return Ops.concatChannels(same(x, b + "branch1x1"), same(x, b + "branch7x7_1", b + "branch7x7_2", b +
			"branch7x7_3"), same(x, b + "branch7x7dbl_1", b + "branch7x7dbl_2", b + "branch7x7dbl_3", b + "branch7x7dbl_4", b +
				"branch7x7dbl_5"), same(Ops.meanOfNeighbours(x), b + "branch_pool"));
	}

	private NDArray blockD(final NDArray x, final String b) {
		return Ops.concatChannels(valid(same(x, b + "branch3x3_1"), b + "branch3x3_2", 2), valid(same(x, b +
			"branch7x7x3_1", b + "branch7x7x3_2", b + "branch7x7x3_3"), b + "branch7x7x3_4", 2), Ops.maxPool(x, 3, 2, 0,
				false));
	}

	private NDArray blockE(final NDArray x, final String b, final NDArray pooled) {
		final NDArray single = same(x, b + "branch3x3_1");
		final NDArray twofold = same(x, b + "branch3x3dbl_1", b + "branch3x3dbl_2");
		return Ops.concatChannels(same(x, b + "branch1x1"), same(single, b + "branch3x3_2a"), same(single, b +
			"branch3x3_2b"), same(twofold, b + "branch3x3dbl_3a"), same(twofold, b + "branch3x3dbl_3b"), same(pooled, b +
				"branch_pool"));
	}
}
