package org.chimle.engine.metric;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.chimle.engine.data.FloatImage;

/**
 * Whether a sample, seen with the resolution of the input, is the input: SQUIRREL's figures (Culley et al.,
 * "Quantitative mapping and minimization of super-resolution optical imaging artifacts", Nature Methods 2018). The sample
 * S is blurred with a Gaussian resolution scaling function of standard deviation sigma, reduced to the input's grid by
 * averaging over its pixels, and its intensities are rescaled:
 *
 * <pre>
 * R = alpha reduce(S * G_sigma) + beta,   RSP = correlation(I, R),   RSE = sqrt(mean (I - R)^2),
 * </pre>
 *
 * where sigma, alpha and beta make RSE least, with alpha not negative and sigma at most {@value #WIDEST} pixels of the input.
 * Channels share sigma, alpha and beta.
 *
 * @param correlation RSP, -1..1, higher is better; NaN if input or sample are constant
 * @param error RSE in units of the input; NaN where RSP is
 * @param sigma in pixels of the input; NaN where RSP is
 * @param alpha factor on the sample's intensities
 * @param beta offset in units of the input
 * @param errorMap |I - R|, shape (C, H, W) of the input; null where RSP is NaN
 */
record ResolutionScaling(double correlation, double error, double sigma, double alpha, double beta,
	FloatImage errorMap)
{

	/** The largest sigma tried, in pixels of the input. */
	static final double WIDEST = 5;

	/** Coarse steps; the best one's neighbours bound the search. */
	private static final double[] SIGMAS = { 0, 0.35, 0.7, 1.2, 2, 3.2, WIDEST };
	private static final double TOLERANCE = 1e-4;
	private static final int MOST_STEPS = 100;

	/**
	 * Fits.
	 *
	 * @param sample shape (C, H * s, W * s) for a whole number s, at least 1, finite
	 * @param input shape (C, H, W), finite
	 * @param check called before every step of the search; may throw to stop it
	 * @return the figures
	 * @throws IllegalArgumentException if the sizes do not fit or a value is not finite
	 */
	static ResolutionScaling of(final FloatImage sample, final FloatImage input, final Runnable check) {
		final int scale = Consistency.scale(sample, input);
		Images.requireFinite(sample, "sample");
		Images.requireFinite(input, "input");
		if (Images.isConstant(sample) || Images.isConstant(input)) {
			return new ResolutionScaling(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, null);
		}
		final double sigma = bestSigma(sample, input, scale, check);
		final FloatImage seen = new BlurredReduction(scale, sigma * scale).apply(sample);
		final Moments moments = Moments.of(seen, input);
		final double alpha = Math.max(0, moments.covariance() / moments.varianceX());
		final double beta = moments.meanY() - alpha * moments.meanX();
		final FloatImage map = new FloatImage(input.channels(), input.height(), input.width());
		double squares = 0;
		for (int i = 0; i < map.data().length; i++) {
			final double difference = Math.abs(input.data()[i] - (alpha * seen.data()[i] + beta));
			map.data()[i] = (float) difference;
			squares += difference * difference;
		}
		return new ResolutionScaling(moments.correlation(), Math.sqrt(squares / map.data().length), sigma, alpha, beta, map);
	}

	/** @return whether no smaller error was found than at the largest sigma, so that the true one may lie beyond */
	boolean widest() {
		return sigma > WIDEST - 0.01;
	}

	/** For given sigma the error is least for the linear regression, and is then a falling function of the correlation. */
	private static double bestSigma(final FloatImage sample, final FloatImage input, final int scale,
		final Runnable check)
	{
		final UnivariateObjectiveFunction objective = new UnivariateObjectiveFunction(sigma -> {
			check.run();
			final double found = Moments.of(new BlurredReduction(scale, sigma * scale).apply(sample), input).correlation();
			return Double.isNaN(found) ? -1 : found;
		});
		int best = 0;
		double highest = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < SIGMAS.length; i++) {
			final double correlation = objective.getObjectiveFunction().value(SIGMAS[i]);
			if (correlation <= highest) continue;
			highest = correlation;
			best = i;
		}
		final var found = new BrentOptimizer(TOLERANCE, TOLERANCE).optimize(objective, GoalType.MAXIMIZE, new MaxEval(
			MOST_STEPS), new SearchInterval(SIGMAS[Math.max(0, best - 1)], SIGMAS[Math.min(SIGMAS.length - 1, best + 1)]));
		return found.getValue() > highest ? found.getPoint() : SIGMAS[best];
	}

	/**
	 * Moments of pairs of values.
	 *
	 * @param meanX mean of x
	 * @param meanY mean of y
	 * @param varianceX mean of (x - meanX)^2
	 * @param varianceY mean of (y - meanY)^2
	 * @param covariance mean of (x - meanX)(y - meanY)
	 */
	private record Moments(double meanX, double meanY, double varianceX, double varianceY, double covariance) {

		static Moments of(final FloatImage first, final FloatImage second) {
			final float[] x = first.data();
			final float[] y = second.data();
			double meanX = 0;
			double meanY = 0;
			for (int i = 0; i < x.length; i++) {
				meanX += x[i];
				meanY += y[i];
			}
			meanX /= x.length;
			meanY /= x.length;
			double xx = 0;
			double yy = 0;
			double xy = 0;
			for (int i = 0; i < x.length; i++) {
				final double dx = x[i] - meanX;
				final double dy = y[i] - meanY;
				xx += dx * dx;
				yy += dy * dy;
				xy += dx * dy;
			}
			return new Moments(meanX, meanY, xx / x.length, yy / x.length, xy / x.length);
		}

		double correlation() {
			return covariance / Math.sqrt(varianceX * varianceY);
		}
	}
}
