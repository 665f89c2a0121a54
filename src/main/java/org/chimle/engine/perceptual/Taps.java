package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/** What distances do with the features of their taps. */
final class Taps {

	private Taps() {}

	/**
	 * @param a one array per tap, shape (N, C_t, H_t, W_t)
	 * @param b the same of batch N or 1
	 * @return squared differences summed over taps, channels and pixels, shape (N)
	 */
	static NDArray sumOfSquares(final NDList a, final NDList b) {
		return Scope.array(() -> {
			NDArray sum = squaredDifference(a.get(0), b.get(0));
			for (int t = 1; t < a.size(); t++) sum = sum.add(squaredDifference(a.get(t), b.get(t)));
			return sum;
		});
	}

	/** @return shape (N) */
	private static NDArray squaredDifference(final NDArray a, final NDArray b) {
		return Scope.array(() -> {
			final NDArray squares = Ops.sumOfSquares(a.sub(b), 1, 2, 3); // (N, 1, 1, 1)
			return squares.reshape(squares.getShape().get(0));
		});
	}
}
