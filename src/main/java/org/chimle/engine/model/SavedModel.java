package org.chimle.engine.model;

import java.util.Objects;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.Normalisation;

/**
 * A trained model as it is kept in a file: everything sampling needs, and how it came about.
 *
 * @param config the architecture
 * @param normalisation the intensity ranges measured over the training folder
 * @param training how it was trained
 * @param parameters all parameters in the order of {@link TowerImplicitModel#layout}, not copied
 */
public record SavedModel(ModelConfig config, Normalisation normalisation, TrainingRecord training, float[] parameters) {

	/** Checks that the parts belong together. */
	public SavedModel {
		Objects.requireNonNull(config, "config");
		Objects.requireNonNull(training, "training");
		if (normalisation.input().size() != config.inputChannels() || normalisation.target().size() != config
			.imageChannels())
		{
			throw new IllegalArgumentException("The normalisation has " + normalisation.input().size() + " input and " +
				normalisation.target().size() + " target channels, the model " + config.inputChannels() + " and " + config
					.imageChannels());
		}
		final int lines = training.consistencyLines().size();
		if (lines > 0 && (config.task() != Task.GENERIC || config.inputChannels() != lines || config.imageChannels() != lines)) {
			throw new IllegalArgumentException("There are " + lines + " intensity lines for a " + config.task().label() +
				" model of " + config.inputChannels() + " input and " + config.imageChannels() + " target channels");
		}
	}
}
