package org.chimle.engine.model;

import java.util.List;
import java.util.Objects;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.Normalisation;

/**
 * What decides the result of a training run besides its starting weights. Two runs with equal records do the same.
 *
 * @param model the architecture
 * @param config the hyper-parameters
 * @param normalisation the intensity ranges
 * @param pairs all pairs, in order
 */
public record TrainingRun(ModelConfig model, TrainingConfig config, Normalisation normalisation, List<Pair> pairs) {

	/**
	 * A pair.
	 *
	 * @param name its name
	 * @param fingerprint a number that changes when its pixels do
	 */
	public record Pair(String name, long fingerprint) {

		/** Refuses a missing name. */
		public Pair {
			Objects.requireNonNull(name, "name");
		}
	}

	/** Copies the list. */
	public TrainingRun {
		Objects.requireNonNull(model, "model");
		Objects.requireNonNull(config, "config");
		Objects.requireNonNull(normalisation, "normalisation");
		pairs = List.copyOf(pairs);
	}
}
