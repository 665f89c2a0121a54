package org.chimle.engine.config;

/**
 * How a latent code is sought whose output is near an observed image.
 *
 * @param restarts searches from different random codes, 1..1000
 * @param steps of the optimiser in each, 1..100000
 * @param learningRate Adam's first step size, in units of the codes' standard deviation, 0.000001..10; it falls to 0
 *          along a cosine
 * @param seed fixes the codes the searches start from
 */
public record InversionConfig(int restarts, int steps, double learningRate, long seed) {

	/** Checks the ranges. */
	public InversionConfig {
		Check.range("number of restarts", restarts, 1, 1000);
		Check.range("number of steps", steps, 1, 100_000);
		Check.range("learning rate", learningRate, 1e-6, 10);
	}
}
