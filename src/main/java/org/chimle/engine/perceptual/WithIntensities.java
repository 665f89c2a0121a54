package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/**
 * A distance to train with: a perceptual distance plus a multiple of the mean squared difference of intensities. To
 * perceptual distances brightness is nearly free, to a microscopist it is the measurement.
 *
 * @param perceptual what is added to
 * @param weight of the mean squared difference
 */
record WithIntensities(PerceptualDistance perceptual, double weight) implements PerceptualDistance {

	@Override
	public NDList features(final NDArray images) {
		return Scope.list(() -> {
			final Shape shape = images.getShape();
			final NDList taps = new NDList(Ops.scale(images, Math.sqrt(weight * shape.get(0) / shape.size())));
			taps.addAll(perceptual.features(images));
			return taps;
		});
	}

	@Override
	public NDArray distance(final NDList a, final NDList b) {
		return Taps.sumOfSquares(a, b);
	}
}
