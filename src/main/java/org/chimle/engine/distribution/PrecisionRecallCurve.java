package org.chimle.engine.distribution;

import java.util.Random;

import org.chimle.engine.job.JobControl;

/**
 * Precision and recall of one distribution with respect to another as a curve (PRD; Sajjadi, Bachem, Lucic, Bousquet and
 * Gelly, "Assessing generative models via precision and recall", NeurIPS 2018). Features of both sets are clustered
 * together; with the shares p of the references and q of the samples in the clusters, for slopes
 * t = tan(angle) of equally spaced angles between 0 and pi / 2
 *
 * <pre>
 * precision(t) = sum_k min(t p_k, q_k),   recall(t) = sum_k min(p_k, q_k / t).
 * </pre>
 *
 * Curves of several clusterings are averaged. All figures lie in 0..1, higher is better. F8 weights recall (are all kinds
 * of references among the samples?), F1/8 precision (are samples like references?); each is the largest value
 * (1 + b^2) P R / (b^2 P + R) on the curve.
 *
 * @param precision precision at every angle
 * @param recall recall at every angle
 * @param f8 largest F with b = 8
 * @param f8th largest F with b = 1/8
 */
public record PrecisionRecallCurve(double[] precision, double[] recall, double f8, double f8th) {

	/** Angles of a curve, as in the authors' program. */
	public static final int ANGLES = 1001;

	private static final double LEAST_ANGLE = 1e-10;
	private static final double LEAST_SUM = 1e-10;
	private static final double BETA = 8;

	/**
	 * How features are clustered.
	 *
	 * @param clusters at most so many, at least 1; 20 is usual
	 * @param runs clusterings whose curves are averaged, at least 1; 10 is usual
	 * @param seed fixes them
	 */
	public record Settings(int clusters, int runs, long seed) {

		/** The authors' 20 clusters and 10 runs. */
		public static Settings usual(final long seed) {
			return new Settings(20, 10, seed);
		}
	}

	/**
	 * Clusters features. As the authors demand, clusters are found among equally many images of both sets: of the larger
	 * set every run draws a subset. The shares are those of all images.
	 *
	 * @param samples n images
	 * @param references m images of the same network
	 * @param settings how features are clustered
	 * @param control asked in the loops
	 * @return the averaged curve
	 */
	public static PrecisionRecallCurve of(final FeatureSet samples, final FeatureSet references, final Settings settings,
		final JobControl control)
	{
		final int fewest = Math.min(samples.count(), references.count());
		final double[] precision = new double[ANGLES];
		final double[] recall = new double[ANGLES];
		final Random random = new Random(settings.seed());
		try (Products products = new Products(control)) {
			for (int run = 0; run < settings.runs(); run++) {
				final FeatureSet balanced = samples.rows(Subsets.draw(samples.count(), fewest, random)).and(references.rows(Subsets
					.draw(references.count(), fewest, random)));
				final FeatureSet centres = KMeans.centres(balanced, settings.clusters(), random, products);
				final PrecisionRecallCurve curve = ofHistograms(shares(samples, centres, products), shares(references, centres,
					products));
				for (int i = 0; i < ANGLES; i++) {
					precision[i] += curve.precision[i] / settings.runs();
					recall[i] += curve.recall[i] / settings.runs();
				}
			}
		}
		return ofCurve(precision, recall);
	}

	/**
	 * @param samples share of the samples in every cluster, sum 1
	 * @param references share of the references in the same clusters, sum 1
	 * @return the curve
	 */
	public static PrecisionRecallCurve ofHistograms(final double[] samples, final double[] references) {
		if (samples.length != references.length) {
			throw new IllegalArgumentException("The histograms have " + samples.length + " and " + references.length +
				" clusters");
		}
		final double[] precision = new double[ANGLES];
		final double[] recall = new double[ANGLES];
		for (int i = 0; i < ANGLES; i++) {
			final double angle = LEAST_ANGLE + (Math.PI / 2 - 2 * LEAST_ANGLE) * i / (ANGLES - 1);
			final double slope = Math.tan(angle);
			double sum = 0;
			for (int k = 0; k < samples.length; k++) sum += Math.min(slope * references[k], samples[k]);
			precision[i] = Math.min(1, sum);
			recall[i] = Math.min(1, sum / slope);
		}
		return ofCurve(precision, recall);
	}

	private static PrecisionRecallCurve ofCurve(final double[] precision, final double[] recall) {
		return new PrecisionRecallCurve(precision, recall, largestF(precision, recall, BETA), largestF(precision, recall, 1 /
			BETA));
	}

	private static double largestF(final double[] precision, final double[] recall, final double beta) {
		double largest = 0;
		for (int i = 0; i < precision.length; i++) {
			largest = Math.max(largest, (1 + beta * beta) * precision[i] * recall[i] / (beta * beta * precision[i] + recall[i] +
				LEAST_SUM));
		}
		return largest;
	}

	private static double[] shares(final FeatureSet set, final FeatureSet centres, final Products products) {
		final double[] shares = new double[centres.count()];
		for (final int cluster : KMeans.nearest(set, centres, products)) shares[cluster] += 1.0 / set.count();
		return shares;
	}
}
