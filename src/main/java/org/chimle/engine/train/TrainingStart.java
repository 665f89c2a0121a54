package org.chimle.engine.train;

import org.chimle.engine.model.Checkpoint;
import org.chimle.engine.tensor.Values;

/** Where a training run begins. */
public sealed interface TrainingStart {

	/** With weights drawn at random. */
	record Anew() implements TrainingStart {}

	/**
	 * With the weights of a trained model of the same architecture; the optimizer and the schedule begin anew.
	 *
	 * @param parameters all parameters in the order of the layout
	 */
	record FromWeights(Values parameters) implements TrainingStart {}

	/**
	 * Where an interrupted run was; on a CPU the result is the same, bit for bit, as without the interruption.
	 *
	 * @param checkpoint of a run with the same configuration and pairs
	 */
	record Resumed(Checkpoint checkpoint) implements TrainingStart {}
}
