package org.chimle.engine.distribution;

import java.util.Arrays;

import org.chimle.engine.job.JobControl;

/**
 * Figures that take a set of images for a manifold: the union of balls around its images, each as large as the distance
 * to its k-th nearest neighbour in the set.
 * <ul>
 * <li>Improved precision and recall (Kynkaanniemi et al., "Improved precision and recall metric for assessing generative
 * models", NeurIPS 2019): the share of samples inside the manifold of the references, and the share of references inside
 * the manifold of the samples.</li>
 * <li>Density and coverage (Naeem et al., "Reliable fidelity and diversity metrics for generative models", ICML 2020):
 * the mean number of reference balls that a sample lies in, divided by k, and the share of reference balls that contain a
 * sample.</li>
 * </ul>
 * Higher is better; all lie in 0..1 but for the density, which may exceed 1. NaN where a set that gives the balls has no
 * more than k images.
 *
 * @param precision are samples like references?
 * @param recall are references like samples?
 * @param density how deep do samples lie among references?
 * @param coverage for how many references is there a sample?
 * @param k neighbours
 */
public record ManifoldFigures(double precision, double recall, double density, double coverage, int k) {

	/** What one direction of comparison gives. */
	private record Inside(double share, double density, double coverage) {}

	/**
	 * @param samples n images
	 * @param references m images of the same network
	 * @param k which neighbour gives the radius of a ball, at least 1; 3 is usual for precision and recall, 5 for density
	 *          and coverage
	 * @param control asked in the loops
	 * @return the figures
	 */
	public static ManifoldFigures of(final FeatureSet samples, final FeatureSet references, final int k,
		final JobControl control)
	{
		if (k < 1) throw new IllegalArgumentException("The number of neighbours is " + k + " but must be at least 1");
		try (Products products = new Products(control)) {
			final Inside forward = inside(samples, references, k, products);
			final Inside backward = inside(references, samples, k, products);
			return new ManifoldFigures(forward.share, backward.share, forward.density, forward.coverage, k);
		}
	}

	/** Where images lie with respect to the balls around the images of another set. */
	private static Inside inside(final FeatureSet images, final FeatureSet balls, final int k, final Products products) {
		if (balls.count() <= k) return new Inside(Double.NaN, Double.NaN, Double.NaN);
		final double[] radii = squaredRadii(balls, k, products);
		final boolean[] reached = new boolean[balls.count()];
		final long[] hits = new long[2];
		products.squaredDistances(images, balls, (i, row) -> {
			long in = 0;
			for (int j = 0; j < row.length; j++) {
				if (row[j] >= radii[j]) continue;
				in++;
				reached[j] = true;
			}
			hits[0] += in > 0 ? 1 : 0;
			hits[1] += in;
		});
		int covered = 0;
		for (final boolean ball : reached) covered += ball ? 1 : 0;
		return new Inside((double) hits[0] / images.count(), (double) hits[1] / k / images.count(), (double) covered / balls
			.count());
	}

	private static double[] squaredRadii(final FeatureSet set, final int k, final Products products) {
		final double[] radii = new double[set.count()];
		products.squaredDistances(set, set, (i, row) -> {
			final double[] others = row.clone();
			others[i] = -1; // an image is no neighbour of itself
			Arrays.sort(others);
			radii[i] = others[k];
		});
		return radii;
	}
}
