package org.chimle.engine.config;

/**
 * How long and how fast the student learns.
 *
 * @param steps optimisation steps; with none only the test is made
 * @param groups groups in a step, at least 1
 * @param distorted distorted images in a group, at least 1
 * @param uses how often images that were drawn are used, about, at least 1: drawing and judging them costs more than
 *          learning from them
 * @param rate highest learning rate of Adam
 * @param seed fixes the start and the images drawn
 */
public record DistillationConfig(int steps, int groups, int distorted, int uses, double rate, long seed) {

	/** Checks the ranges. */
	public DistillationConfig {
		Check.range("number of steps", steps, 0, 100_000_000);
		Check.range("number of groups in a step", groups, 1, 1000);
		Check.range("number of distorted images in a group", distorted, 1, 100);
		Check.range("number of uses of an image", uses, 1, 100);
		Check.range("learning rate", rate, 1e-8, 1);
	}
}
