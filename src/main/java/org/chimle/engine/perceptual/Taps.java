package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

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
			NDArray sum = a.get(0).sub(b.get(0)).square().sum(new int[] { 1, 2, 3 });
			for (int t = 1; t < a.size(); t++) sum = sum.add(a.get(t).sub(b.get(t)).square().sum(new int[] { 1, 2, 3 }));
			return sum;
		});
	}
}
