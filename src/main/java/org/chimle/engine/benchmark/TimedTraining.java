package org.chimle.engine.benchmark;

import java.util.Collections;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.job.JobListener;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.engine.train.Checkpoints;
import org.chimle.engine.train.Trainer;
import org.chimle.engine.train.TrainingStart;

/**
 * Short training runs on noise, whose speed is that of any other images.
 *
 * @param model the architecture
 * @param patch side of the targets in pixels
 * @param batch pairs of a step, and of a search
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 * @param mixedPrecision whether shorter formats than float32 are used where the device is quick with one
 */
record TimedTraining(ModelConfig model, int patch, int batch, String device, boolean mixedPrecision) {

	/** Steps between two searches of runs that are longer. */
	private static final int MOST_STEPS_PER_SEARCH = 20;
	private static final int SEARCH_MEBIBYTES = 256;

	/**
	 * Mean times in seconds.
	 *
	 * @param search of one pair
	 * @param step of one step
	 */
	record Seconds(double search, double step) {}

	/**
	 * @param samplesPerLevel candidates of the code search
	 * @param steps at most 20, or a multiple of 20
	 * @param checkpoints offered the state after every step
	 * @param monitor asked whether to stop
	 * @return times of a run, after a first round that warms the library up
	 */
	Seconds time(final List<Integer> samplesPerLevel, final int steps, final Checkpoints checkpoints,
		final JobMonitor monitor)
	{
		final PhaseClock clock = new PhaseClock();
		run(samplesPerLevel, steps, checkpoints, clock, monitor);
		return new Seconds(clock.seconds(PhaseClock.SEARCHING), clock.seconds(PhaseClock.TRAINING));
	}

	/**
	 * Takes a first round of steps and then the given number.
	 *
	 * @param samplesPerLevel candidates of the code search
	 * @param steps at most 20, or a multiple of 20
	 * @param checkpoints offered the state after every step
	 * @param listener gets the events
	 * @param monitor asked whether to stop
	 */
	void run(final List<Integer> samplesPerLevel, final int steps, final Checkpoints checkpoints,
		final JobListener listener, final JobMonitor monitor)
	{
		final int perSearch = Math.min(MOST_STEPS_PER_SEARCH, steps);
		final TrainingConfig config = new TrainingConfig(DistanceKind.LEARNED, SearchStrategy.CHIMLE, samplesPerLevel, steps +
			perSearch, perSearch, batch, batch, patch, 0, 1e-4, 0.01, true, 1, SEARCH_MEBIBYTES, mixedPrecision);
		new Trainer(model, config, device).train(new NoisePairs(model, batch, patch, patch), NoisePairs.ranges(model),
			new TrainingStart.Anew(), checkpoints, new JobMonitor(listener, monitor.control()));
		monitor.checkCancelled();
	}

	/** @return a model of random weights, good enough to measure sampling */
	static SavedModel untrained(final ModelConfig model) {
		final TrainingConfig none = new TrainingConfig(DistanceKind.LEARNED, SearchStrategy.CHIMLE, Collections.nCopies(model
			.levelCount(), 1), 1, 1, 1, 1, 0, 0, 1e-4, 0.01, true, 1, SEARCH_MEBIBYTES, false);
		return new SavedModel(model, NoisePairs.ranges(model), new TrainingRecord("benchmark", "", none, List.of(), List.of(),
			0, List.of(), false), Initialisation.draw(model, 1));
	}
}
