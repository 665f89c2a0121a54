package org.chimle.engine.model;

import java.util.List;

import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.Degradation;

/**
 * How a model came about.
 *
 * @param software name and version of the program that trained it
 * @param finished when training ended, ISO 8601
 * @param config the hyper-parameters
 * @param trainingPairs names of the pairs trained on
 * @param validationPairs names of the pairs held out
 * @param steps optimisation steps done
 * @param validationLoss the last loss of every level on the held-out pairs, empty without validation
 * @param cancelled whether the user stopped the run before its end
 * @param degradation how the inputs were made of the targets; {@link Degradation#NONE} where they were observed
 */
public record TrainingRecord(String software, String finished, TrainingConfig config, List<String> trainingPairs,
	List<String> validationPairs, long steps, List<Double> validationLoss, boolean cancelled,
	Degradation degradation)
{

	/** A model that was trained on observed inputs. */
	public TrainingRecord(final String software, final String finished, final TrainingConfig config,
		final List<String> trainingPairs, final List<String> validationPairs, final long steps,
		final List<Double> validationLoss, final boolean cancelled)
	{
		this(software, finished, config, trainingPairs, validationPairs, steps, validationLoss, cancelled, Degradation.NONE);
	}

	/** Copies the lists. Files of earlier versions lack the degradation. */
	public TrainingRecord {
		trainingPairs = List.copyOf(trainingPairs);
		validationPairs = List.copyOf(validationPairs);
		validationLoss = List.copyOf(validationLoss);
		degradation = degradation == null ? Degradation.NONE : degradation;
	}
}
