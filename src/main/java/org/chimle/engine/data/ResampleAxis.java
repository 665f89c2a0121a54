package org.chimle.engine.data;

import java.util.function.DoubleUnaryOperator;

/**
 * The weights of {@link Resample} along one axis.
 *
 * @param first for every output index, the first input index that has a weight
 * @param weights for every output index, the weights of consecutive inputs; they add up to 1
 */
record ResampleAxis(int[] first, double[][] weights) {

	/**
	 * @param from input length
	 * @param to output length
	 * @param kernel the kernel as a function of the distance, in pixels of the coarser grid
	 * @param support where the kernel ends
	 */
	static ResampleAxis of(final int from, final int to, final DoubleUnaryOperator kernel, final double support) {
		final double step = (double) from / to;
		final double pixel = Math.max(step, 1);
		final ResampleAxis axis = new ResampleAxis(new int[to], new double[to][]);
		for (int i = 0; i < to; i++) {
			final double centre = (i + 0.5) * step;
			final int start = Math.max(0, (int) (centre - support * pixel + 0.5));
			final int end = Math.min(from, (int) (centre + support * pixel + 0.5));
			final double[] weights = new double[end - start];
			double sum = 0;
			for (int j = 0; j < weights.length; j++) {
				weights[j] = kernel.applyAsDouble((start + j + 0.5 - centre) / pixel);
				sum += weights[j];
			}
			for (int j = 0; j < weights.length; j++) weights[j] /= sum;
			axis.first[i] = start;
			axis.weights[i] = weights;
		}
		return axis;
	}

	/** @return the output length */
	int length() {
		return first.length;
	}
}
