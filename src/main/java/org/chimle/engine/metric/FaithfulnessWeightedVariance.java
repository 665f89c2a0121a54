package org.chimle.engine.metric;

/**
 * The faithfulness-weighted variance of the CHIMLE paper (Eq. 2): diversity that only counts where samples are close to
 * the observed image. For the n samples x_j of one input with mean m and observed image y
 *
 * <pre>
 * FwV = 1/n sum_j w_j d(x_j, m),   w_j = exp(-d(x_j, y) / (2 sigma^2)).
 * </pre>
 *
 * The distance d is used as it is, not squared, because perceptual distances already are sums of squares. The figure of
 * a data set is the mean over its inputs.
 *
 * @param value FwV of one input
 * @param sigma bandwidth of the weights
 * @param samples n
 */
record FaithfulnessWeightedVariance(double value, double sigma, int samples) {

	private static final int SWEEP_STEPS = 41;
	private static final double SWEEP_LEAST = 0.02;
	private static final double SWEEP_LARGEST = 2;

	/**
	 * @param toMean d(x_j, m), finite, at least 0
	 * @param toObserved d(x_j, y), as many, finite, at least 0
	 * @param sigma bandwidth, above 0; a smaller one asks for more faithfulness
	 * @return the figure
	 * @throws IllegalArgumentException if the numbers of distances differ, there are none, or a value is out of range
	 */
	static FaithfulnessWeightedVariance of(final double[] toMean, final double[] toObserved,
		final double sigma)
	{
		if (toMean.length == 0 || toMean.length != toObserved.length) {
			throw new IllegalArgumentException("There are " + toMean.length + " distances to the mean and " +
				toObserved.length + " to the observed image, but one of each is needed for every sample.");
		}
		if (!(sigma > 0)) throw new IllegalArgumentException("Sigma is " + sigma + " but must be above 0.");
		double sum = 0;
		for (int j = 0; j < toMean.length; j++) {
			requireDistance(toMean[j]);
			requireDistance(toObserved[j]);
			sum += Math.exp(-toObserved[j] / (2 * sigma * sigma)) * toMean[j];
		}
		return new FaithfulnessWeightedVariance(sum / toMean.length, sigma, toMean.length);
	}

	/**
	 * @param distances the distances of the samples of one input, with an observed image
	 * @param sigma bandwidth, above 0
	 * @return the figure
	 * @throws IllegalArgumentException if no image was observed or sigma is not positive
	 */
	static FaithfulnessWeightedVariance of(final SampleDistances distances, final double sigma) {
		return of(distances.toMean(), distances.toObserved(), sigma);
	}

	/**
	 * The figure for all bandwidths that make sense, because the choice of one is arbitrary: the more to the left the curve
	 * of a method rises, the more faithful its diversity.
	 *
	 * @param distances the distances of the samples of one input, with an observed image
	 * @return FwV at {@value #SWEEP_STEPS} values of sigma from {@value #SWEEP_LEAST} to {@value #SWEEP_LARGEST}, equally
	 *         spaced in the logarithm
	 * @throws IllegalArgumentException if no image was observed
	 */
	static Curve sweep(final SampleDistances distances) {
		final double[] sigmas = new double[SWEEP_STEPS];
		final double[] values = new double[SWEEP_STEPS];
		for (int i = 0; i < SWEEP_STEPS; i++) {
			sigmas[i] = SWEEP_LEAST * Math.pow(SWEEP_LARGEST / SWEEP_LEAST, i / (SWEEP_STEPS - 1.0));
			values[i] = of(distances, sigmas[i]).value();
		}
		return new Curve(sigmas, values);
	}

	private static void requireDistance(final double distance) {
		if (!(distance >= 0 && distance < Double.POSITIVE_INFINITY)) {
			throw new IllegalArgumentException("A distance is " + distance + " but must be a finite number, at least 0.");
		}
	}
}
