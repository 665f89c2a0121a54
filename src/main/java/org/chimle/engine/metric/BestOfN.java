package org.chimle.engine.metric;

/**
 * The best of n samples by some figure.
 *
 * @param index which sample, from 0; the first of equal ones
 * @param value its figure
 */
record BestOfN(int index, double value) {

	/**
	 * For distances and errors.
	 *
	 * @param figures one figure per sample, no NaN
	 * @return the lowest
	 * @throws IllegalArgumentException if there are no figures or one is NaN
	 */
	static BestOfN lowest(final double[] figures) {
		return best(figures, 1);
	}

	/**
	 * For PSNR and SSIM.
	 *
	 * @param figures one figure per sample, no NaN
	 * @return the highest
	 * @throws IllegalArgumentException if there are no figures or one is NaN
	 */
	static BestOfN highest(final double[] figures) {
		return best(figures, -1);
	}

	private static BestOfN best(final double[] figures, final int sign) {
		if (figures.length == 0) throw new IllegalArgumentException("There are no samples to choose the best of.");
		int best = 0;
		for (int i = 0; i < figures.length; i++) {
			if (Double.isNaN(figures[i])) {
				throw new IllegalArgumentException("The figure of sample " + (i + 1) + " is not a number.");
			}
			if (sign * figures[i] < sign * figures[best]) best = i;
		}
		return new BestOfN(best, figures[best]);
	}
}
