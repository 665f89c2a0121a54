package org.chimle.engine.config;


/**
 * How long and how fast the student learns.
 *
 * @param steps optimisation steps, at least 1
 * @param groups groups in a step, at least 1
 * @param distorted distorted images in a group, at least 1
 * @param rate highest learning rate of Adam
 * @param seed fixes the start and the images drawn
 */
public record DistillationConfig(int steps, int groups, int distorted, double rate, long seed) {

	/** Checks the ranges. */
	public DistillationConfig {
		Check.range("number of steps", steps, 1, 100_000_000);
		Check.range("number of groups in a step", groups, 1, 1000);
		Check.range("number of distorted images in a group", distorted, 1, 100);
		Check.range("learning rate", rate, 1e-8, 1);
	}
}
