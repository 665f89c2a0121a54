package org.chimle.engine.model;

import java.util.List;
import java.util.Objects;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.Degradation;
import org.chimle.engine.data.Normalisation;

/**
 * What decides the result of a training run besides its starting weights. Two runs with equal records do the same.
 *
 * @param model the architecture
 * @param config the hyper-parameters
 * @param normalisation the intensity ranges
 * @param pairs all pairs, in order
 * @param degradation how the inputs are made of the targets; {@link Degradation#NONE} where they were observed
 */
public record TrainingRun(ModelConfig model, TrainingConfig config, Normalisation normalisation, List<Pair> pairs,
	Degradation degradation)
{

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

	/** A run on observed inputs. */
	public TrainingRun(final ModelConfig model, final TrainingConfig config, final Normalisation normalisation,
		final List<Pair> pairs)
	{
		this(model, config, normalisation, pairs, Degradation.NONE);
	}

	/** Copies the list. Files of earlier versions lack the degradation. */
	public TrainingRun {
		Objects.requireNonNull(model, "model");
		Objects.requireNonNull(config, "config");
		Objects.requireNonNull(normalisation, "normalisation");
		pairs = List.copyOf(pairs);
		degradation = degradation == null ? Degradation.NONE : degradation;
	}
}
