package org.chimle.image;

import org.chimle.engine.config.Task;

/**
 * What a task asks of the image pairs.
 *
 * @param task the wiring: super-resolution needs targets that are 2, 4, 8, ... 64 times larger than their inputs, the
 *          other tasks targets of the same size; colourization needs colour targets
 * @param smallestTarget the least width and height of a target in pixels: the patch size, or what the model needs
 */
public record PairRules(Task task, int smallestTarget) {

	/** Six levels are the most a model has. */
	static final int LARGEST_SCALE = 64;

	/** @return why the scale does not suit the task, or an empty text */
	String objectionTo(final int scale) {
		if (task != Task.SUPER_RESOLUTION) {
			return scale == 1 ? "" : "the target is " + scale + " times larger than the input, but the task " + task.label() +
				" needs the same size";
		}
		if (scale == 1) return "input and target have the same size, but super-resolution needs targets that are 2, 4, " +
			"8, ... times larger";
		return scale <= LARGEST_SCALE ? "" : "the target is " + scale + " times larger than the input, but " +
			LARGEST_SCALE + " is the most a model can do";
	}
}
