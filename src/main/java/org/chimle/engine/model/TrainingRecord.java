package org.chimle.engine.model;

import java.util.List;

import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.ConsistencyRule;
import org.chimle.engine.data.Degradation;
import org.chimle.engine.data.IntensityLine;

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
 * @param consistencyError how far the inputs contradict the targets, see {@link ConsistencyRule}; null where that is not
 *          known, as in files of earlier versions and for models that give other channels than they take
 * @param consistencyLines how the intensities of the inputs tell those of the targets, see {@link ConsistencyRule}
 */
public record TrainingRecord(String software, String finished, TrainingConfig config, List<String> trainingPairs,
	List<String> validationPairs, long steps, List<Double> validationLoss, boolean cancelled,
	Degradation degradation, Double consistencyError, List<IntensityLine> consistencyLines)
{

	/** A model that was trained on observed inputs, of whose consistency nothing is known. */
	public TrainingRecord(final String software, final String finished, final TrainingConfig config,
		final List<String> trainingPairs, final List<String> validationPairs, final long steps,
		final List<Double> validationLoss, final boolean cancelled)
	{
		this(software, finished, config, trainingPairs, validationPairs, steps, validationLoss, cancelled,
			Degradation.NONE, null, List.of());
	}

	/** Copies the lists. Files of earlier versions lack the degradation and the lines. */
	public TrainingRecord {
		trainingPairs = List.copyOf(trainingPairs);
		validationPairs = List.copyOf(validationPairs);
		validationLoss = List.copyOf(validationLoss);
		degradation = degradation == null ? Degradation.NONE : degradation;
		consistencyLines = consistencyLines == null ? List.of() : List.copyOf(consistencyLines);
	}

	/** @return what brightness and shading of samples have to do with their inputs, as far as it is known */
	public ConsistencyRule consistency() {
		return new ConsistencyRule(consistencyLines, consistencyError);
	}
}
