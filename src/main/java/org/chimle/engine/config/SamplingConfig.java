package org.chimle.engine.config;

/**
 * Which samples are drawn for an image.
 *
 * @param samples how many, 1..100000
 * @param seed fixes them: sample i of a seed is the same whatever the number of samples, batch size or tiling
 */
public record SamplingConfig(int samples, long seed) {

	/** Checks the ranges. */
	public SamplingConfig {
		Check.range("number of samples", samples, 1, 100_000);
	}
}
