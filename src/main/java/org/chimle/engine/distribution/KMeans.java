package org.chimle.engine.distribution;

import java.util.Arrays;
import java.util.Random;

/**
 * Clusters: Lloyd's algorithm ("Least squares quantization in PCM", 1982) from the random start of Arthur and
 * Vassilvitskii ("k-means++", SODA 2007), where the next centre is drawn in proportion to the squared distance to the
 * nearest one so far.
 */
final class KMeans {

	private static final int MOST_ROUNDS = 100;

	private KMeans() {}

	/**
	 * @param set the images
	 * @param clusters at most so many are found: no more than there are different images
	 * @param random draws the start
	 * @param products for distances
	 * @return the centres
	 */
	static FeatureSet centres(final FeatureSet set, final int clusters, final Random random, final Products products) {
		FeatureSet centres = start(set, clusters, random, products);
		int[] members = new int[0];
		for (int round = 0; round < MOST_ROUNDS; round++) {
			final int[] next = nearest(set, centres, products);
			if (Arrays.equals(next, members)) break;
			members = next;
			centres = means(set, centres, members);
		}
		return centres;
	}

	/** @return for every image the index of the nearest centre, the first of equally near ones */
	static int[] nearest(final FeatureSet set, final FeatureSet centres, final Products products) {
		final int[] nearest = new int[set.count()];
		products.squaredDistances(set, centres, (i, row) -> {
			for (int c = 1; c < row.length; c++) if (row[c] < row[nearest[i]]) nearest[i] = c;
		});
		return nearest;
	}

	private static FeatureSet start(final FeatureSet set, final int clusters, final Random random,
		final Products products)
	{
		final double[] toNearest = new double[set.count()];
		Arrays.fill(toNearest, Double.POSITIVE_INFINITY);
		FeatureSet centres = set.rows(new int[] { random.nextInt(set.count()) });
		FeatureSet newest = centres;
		while (centres.count() < clusters) {
			products.squaredDistances(set, newest, (i, row) -> toNearest[i] = Math.min(toNearest[i], row[0]));
			final double total = Arrays.stream(toNearest).sum();
			if (!(total > 0)) break; // every image is a centre already
			newest = set.rows(new int[] { drawn(toNearest, random.nextDouble() * total) });
			centres = centres.and(newest);
		}
		return centres;
	}

	private static int drawn(final double[] weights, final double sum) {
		double left = sum;
		int last = 0;
		for (int i = 0; i < weights.length; i++) {
			if (weights[i] == 0) continue;
			last = i;
			left -= weights[i];
			if (left < 0) break;
		}
		return last;
	}

	/** A cluster that lost all its members keeps its centre. */
	private static FeatureSet means(final FeatureSet set, final FeatureSet centres, final int[] members) {
		final int d = set.dimension();
		final double[] sums = new double[centres.values().length];
		final int[] counts = new int[centres.count()];
		for (int i = 0; i < members.length; i++) {
			counts[members[i]]++;
			for (int k = 0; k < d; k++) sums[members[i] * d + k] += set.values()[i * d + k];
		}
		for (int i = 0; i < sums.length; i++) sums[i] = counts[i / d] == 0 ? centres.values()[i] : sums[i] / counts[i / d];
		return new FeatureSet(d, sums);
	}
}
