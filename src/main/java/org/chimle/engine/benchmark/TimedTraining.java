package org.chimle.engine.benchmark;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.data.SeededRandom;
import org.chimle.engine.job.JobListener;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.engine.train.Trainer;

/**
 * Short training runs on noise, whose speed is that of any other images.
 *
 * @param model the architecture
 * @param patch side of the targets in pixels
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
record TimedTraining(ModelConfig model, int patch, String device) {

	/** Pairs of a step, and of a search. */
	static final int BATCH = 4;

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

	/** @return times of a run, after a first round that warms the library up */
	Seconds time(final List<Integer> samplesPerLevel, final int steps, final JobMonitor monitor) {
		final PhaseClock clock = new PhaseClock(() -> {});
		run(samplesPerLevel, steps, clock, () -> {}, monitor);
		return new Seconds(clock.seconds(PhaseClock.SEARCHING), clock.seconds(PhaseClock.TRAINING));
	}

	/**
	 * Takes a first round of steps and then the given number.
	 *
	 * @param samplesPerLevel candidates of the code search
	 * @param steps at most 20, or a multiple of 20
	 * @param listener gets the events
	 * @param atEnd called after every event; the last time while the run still holds its memory
	 * @param monitor asked whether to stop
	 */
	void run(final List<Integer> samplesPerLevel, final int steps, final JobListener listener, final Runnable atEnd,
		final JobMonitor monitor)
	{
		final int perSearch = Math.min(MOST_STEPS_PER_SEARCH, steps);
		final JobMonitor inner = new JobMonitor(event -> {
			listener.onEvent(event);
			atEnd.run();
		}, monitor.cancel());
		new Trainer(model, config(samplesPerLevel, steps + perSearch, perSearch), device).train(pairs(), normalisation(),
			inner);
		monitor.checkCancelled();
	}

	/** @return a model of random weights, good enough to time sampling */
	SavedModel untrained(final JobMonitor monitor) {
		monitor.checkCancelled();
		return new SavedModel(model, normalisation(), new TrainingRecord("benchmark", "", config(Collections.nCopies(model
			.levelCount(), 1), 1, 1), List.of(), List.of(), 0, List.of(), false), Initialisation.draw(model, 1));
	}

	private TrainingConfig config(final List<Integer> samplesPerLevel, final int epochs, final int stepsPerRefresh) {
		return new TrainingConfig(DistanceKind.LEARNED, SearchStrategy.CHIMLE, samplesPerLevel, epochs, stepsPerRefresh,
			BATCH, BATCH, patch, 0, 1e-4, 0.01, true, 1, SEARCH_MEBIBYTES);
	}

	private Normalisation normalisation() {
		final IntensityRange unit = new IntensityRange(0, 1);
		return new Normalisation(Collections.nCopies(model.inputChannels(), unit), Collections.nCopies(model
			.imageChannels(), unit));
	}

	private PairSource pairs() {
		return new PairSource() {

			@Override
			public int size() {
				return BATCH; // so that an epoch is one step
			}

			@Override
			public String name(final int index) {
				return "noise-" + index;
			}

			@Override
			public ImagePair get(final int index) {
				return new ImagePair(name(index), noise(patch / model.scale(), index), noise(patch, index));
			}
		};
	}

	/** @return uniform noise in [0, 1], shape (1, side, side) */
	static FloatImage noise(final int side, final long seed) {
		final FloatImage image = new FloatImage(1, side, side);
		final SplittableRandom random = SeededRandom.of(seed);
		for (int i = 0; i < image.data().length; i++) image.data()[i] = (float) random.nextDouble();
		return image;
	}
}
