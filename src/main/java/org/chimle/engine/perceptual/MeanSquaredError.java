package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/** The mean squared difference of intensities; the baseline of the perceptual distances. */
final class MeanSquaredError implements PerceptualDistance {

	@Override
	public NDList features(final NDArray images) {
		final Shape shape = images.getShape();
		final double values = (double) shape.size() / shape.get(0);
		return Scope.list(() -> new NDList(Ops.scale(images, 1 / Math.sqrt(values))));
	}

	@Override
	public NDArray distance(final NDList a, final NDList b) {
		return Taps.sumOfSquares(a, b);
	}
}
