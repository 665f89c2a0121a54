package org.chimle.engine.distribution;

import java.util.Random;
import java.util.stream.IntStream;

import org.chimle.engine.job.JobControl;

/**
 * The kernel distance KID (Binkowski, Sutherland, Arbel and Gretton, "Demystifying MMD GANs", ICLR 2018): the unbiased
 * estimate of the squared maximum mean discrepancy with the kernel k(x, y) = (x.y / d + 1)^3,
 *
 * <pre>
 * mean over i != j of k(x_i, x_j) + mean over i != j of k(y_i, y_j) - 2 mean over i, j of k(x_i, y_j).
 * </pre>
 *
 * Lower is better; being unbiased, it does not depend on the number of images and may be below 0. If both sets have at
 * most {@link Settings#size} images, the value is that of all images and the standard deviation that over random halves;
 * else both are taken over random subsets of that size.
 *
 * @param value the estimate; NaN if a set has fewer than two images
 * @param standardDeviation between subsets; NaN if halves of a set would have fewer than two images
 */
public record KernelDistance(double value, double standardDeviation) {

	/**
	 * How subsets are drawn.
	 *
	 * @param subsets how many, at least 2
	 * @param size images in each at most, at least 4
	 * @param seed fixes them
	 */
	public record Settings(int subsets, int size, long seed) {

		/** The usual 100 subsets of 1000 images. */
		public static Settings usual(final long seed) {
			return new Settings(100, 1000, seed);
		}
	}

	/**
	 * @param a n images
	 * @param b m images of the same network
	 * @param settings how subsets are drawn
	 * @param control asked before every subset
	 * @return the distance
	 */
	public static KernelDistance of(final FeatureSet a, final FeatureSet b, final Settings settings,
		final JobControl control)
	{
		a.requireSameDimension(b);
		final int fewest = Math.min(a.count(), b.count());
		if (fewest < 2) return new KernelDistance(Double.NaN, Double.NaN);
		try (Products products = new Products(control)) {
			final boolean all = Math.max(a.count(), b.count()) <= settings.size();
			final int size = all ? fewest / 2 : Math.min(settings.size(), fewest);
			if (size < 2) return new KernelDistance(estimate(a, b, products), Double.NaN);
			final Random random = new Random(settings.seed());
			final double[] values = new double[settings.subsets()];
			for (int s = 0; s < values.length; s++) {
				values[s] = estimate(subset(a, size, random), subset(b, size, random), products);
			}
			final double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
			double squares = 0;
			for (final double value : values) squares += (value - mean) * (value - mean);
			return new KernelDistance(all ? estimate(a, b, products) : mean, Math.sqrt(squares / (values.length - 1)));
		}
	}

	private static double estimate(final FeatureSet x, final FeatureSet y, final Products products) {
		return meanKernel(x, x, products) + meanKernel(y, y, products) - 2 * meanKernel(x, y, products);
	}

	/** @return the mean kernel of all pairs, without those of an image with itself if both sets are the same object */
	private static double meanKernel(final FeatureSet x, final FeatureSet y, final Products products) {
		final double[] inner = products.outer(x.values(), y.values(), x.dimension());
		final int m = y.count();
		double sum = 0;
		for (int i = 0; i < inner.length; i++) {
			if (x == y && i / m == i % m) continue;
			final double base = inner[i] / x.dimension() + 1;
			sum += base * base * base;
		}
		return sum / (x == y ? m * (m - 1.0) : inner.length);
	}

	private static FeatureSet subset(final FeatureSet set, final int size, final Random random) {
		return set.rows(Subsets.draw(set.count(), size, random));
	}
}
