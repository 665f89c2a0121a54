package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * A distance of the kind of LPIPS whose small network learned to agree with a published LPIPS. Three channels count as
 * colour; of any other number each is compared as a grey image, and the distances are averaged. The weights are frozen;
 * gradients with respect to images can be recorded.
 */
public final class LearnedDistance implements PerceptualDistance {

	private static final int COLOURS = 3;

	private final Weights weights;

	/**
	 * @param parameters in the order of {@link LearnedNetwork#layout}
	 * @param manager on the device; owns the weights
	 */
	public LearnedDistance(final float[] parameters, final NDManager manager) {
		try (Parameters all = new Parameters(LearnedNetwork.layout(), parameters, manager)) {
			weights = all.folded(manager);
		}
	}

	@Override
	public NDList features(final NDArray images) {
		return Scope.list(() -> {
			final Shape shape = images.getShape();
			if (shape.get(1) == COLOURS) return LearnedNetwork.features(weights, images);
			final NDArray grey = images.reshape(shape.get(0) * shape.get(1), 1, shape.get(2), shape.get(3));
			return apart(LearnedNetwork.features(weights, grey), shape.get(0), shape.get(1));
		});
	}

	/** @return features of C grey images as those of one image with C times the channels, for the mean of C distances */
	private static NDList apart(final NDList taps, final long images, final long channels) {
		if (channels == 1) return taps;
		final NDList result = new NDList();
		for (final NDArray tap : taps) {
			final Shape shape = tap.getShape();
			result.add(Ops.scale(tap, 1 / Math.sqrt(channels)).reshape(images, channels * shape.get(1), shape.get(2), shape.get(
				3)));
		}
		return result;
	}

	@Override
	public NDArray distance(final NDList a, final NDList b) {
		return Taps.sumOfSquares(a, b);
	}
}
