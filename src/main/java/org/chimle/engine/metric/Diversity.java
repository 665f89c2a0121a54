package org.chimle.engine.metric;

/**
 * How different the samples of one input are from each other: the mean of d(sample i, sample j) over all pairs
 * i &lt; j. It does not ask whether the differences are right, see {@link FaithfulnessWeightedVariance} for that.
 *
 * @param meanPairwiseDistance the mean over n (n - 1) / 2 pairs; NaN for a single sample
 * @param samples n
 */
record Diversity(double meanPairwiseDistance, int samples) {

	/**
	 * @param distances the distances of the samples of one input
	 * @return the figure
	 */
	static Diversity of(final SampleDistances distances) {
		final int n = distances.between().length;
		double sum = 0;
		for (int i = 0; i < n; i++) {
			for (int j = 0; j < i; j++) sum += distances.between()[i][j];
		}
		return new Diversity(sum / (n * (n - 1.0) / 2), n);
	}
}
