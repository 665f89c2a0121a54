package org.chimle.engine.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/**
 * Bilinear resampling without antialiasing, pixel centres at half-integers: what PyTorch's {@code interpolate} does with
 * {@code mode="bilinear", align_corners=False}. The tensor library's own always antialiases.
 */
public final class Bilinear {

	private Bilinear() {}

	/**
	 * @param x shape (N, C, H, W)
	 * @param height new H
	 * @param width new W
	 * @return x sampled at (height, width) places, shape (N, C, height, width); x itself if it has this size
	 */
	public static NDArray resize(final NDArray x, final int height, final int width) {
		final Shape shape = x.getShape();
		final int h = (int) shape.get(2);
		final int w = (int) shape.get(3);
		if (h == height && w == width) return x;
		return Scope.array(() -> Ops.combine(x, Ops.tensor(x.getManager(), matrix(h, height), height, h), Ops.tensor(x
			.getManager(), matrix(w, width), width, w)));
	}

	/** @return a row of weights of the old pixels for every new pixel, row-major */
	static float[] matrix(final int from, final int to) {
		final float[] matrix = new float[to * from];
		for (int i = 0; i < to; i++) {
			final double place = Math.max(0, (i + 0.5) * from / to - 0.5);
			final int left = Math.min((int) place, from - 1);
			final int right = Math.min(left + 1, from - 1);
			final double share = Math.min(1, place - left);
			matrix[i * from + left] += (float) (1 - share);
			matrix[i * from + right] += (float) share;
		}
		return matrix;
	}
}
