package org.chimle.engine.model;

import java.util.List;

import org.chimle.engine.config.TrainingConfig;

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
 */
public record TrainingRecord(String software, String finished, TrainingConfig config, List<String> trainingPairs,
	List<String> validationPairs, long steps, List<Double> validationLoss, boolean cancelled)
{

	/** Copies the lists. */
	public TrainingRecord {
		trainingPairs = List.copyOf(trainingPairs);
		validationPairs = List.copyOf(validationPairs);
		validationLoss = List.copyOf(validationLoss);
	}
}
