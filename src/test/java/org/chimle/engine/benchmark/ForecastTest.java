package org.chimle.engine.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.train.Trainer;
import org.junit.jupiter.api.Test;

class ForecastTest {

	private static final int PAIRS = 11;
	private static final ModelConfig MODEL = new ModelConfig(Task.SUPER_RESOLUTION, 1, 1, 2, 4, 4, 1, List.of(
		new LevelConfig(4, 4)));
	private static final TrainingConfig CONFIG = new TrainingConfig(DistanceKind.LEARNED, SearchStrategy.CHIMLE, List.of(
		20), 7, 4, 5, 2, 16, 0.2, 1e-3, 0.01, true, 1, 64, false);

	private static ForecastMeasurement measurement(final TrainingConfig config) {
		return new ForecastMeasurement(MODEL, config, PAIRS, 40, 32, "cpu");
	}

	/** 64 pixels of the input, 256 after the level has enlarged it. */
	@Test
	void theWorkIsThatOfStepsAndSearches() {
		final long pass = MultiplyAdds.all(MODEL, 8, 8);
		final ForecastMeasurement measurement = measurement(CONFIG);
		final Forecast counts = measurement.counts();
		assertEquals(counts.steps() * 3.0 * CONFIG.batch() * pass + counts.searches() * 20.0 * pass, measurement.work(), 1);
	}

	/** The same numbers as a run of the trainer reports, searches of held-out pairs included. */
	@Test
	void stepsAndSearchesAreThoseOfTheRun() {
		final Map<String, Integer> events = new HashMap<>();
		final PairSource pairs = new PairSource() {

			@Override
			public int size() {
				return PAIRS;
			}

			@Override
			public String name(final int index) {
				return "p" + index;
			}

			@Override
			public ImagePair get(final int index) {
				return new ImagePair(name(index), new FloatImage(1, 8, 8), new FloatImage(1, 16, 16));
			}
		};
		final List<IntensityRange> range = List.of(new IntensityRange(0, 1));
		new Trainer(MODEL, CONFIG, "cpu").train(pairs, new Normalisation(range, range), new JobMonitor(event -> {
			if (event instanceof JobEvent.Progress progress && progress.done() > 0) events.merge(progress.phase(), 1, Integer::sum);
		}, new JobControl()));
		final Forecast counts = measurement(CONFIG).counts();
		assertEquals((long) events.get("training"), counts.steps());
		assertEquals((long) events.get("searching codes") + events.get("validating"), counts.searches());
		assertEquals(TowerImplicitModel.layout(MODEL).size(), counts.weights());
		assertFalse(counts.isKnown());
	}

	@Test
	void theTimeIsThatOfAllStepsAndSearches() {
		final Forecast forecast = measurement(CONFIG).run(JobMonitor.silent());
		assertTrue(forecast.isKnown() && forecast.secondsPerStep() > 0 && forecast.secondsPerSearch() > 0, forecast
			.toString());
		assertEquals(forecast.steps() * forecast.secondsPerStep() + forecast.searches() * forecast.secondsPerSearch(),
			forecast.seconds(), 1e-9);
		assertEquals(12 * forecast.weights(), forecast.checkpointBytes());
	}

	@Test
	void theWordsNameTimeMemoryAndFiles() {
		assertEquals("about 2 h 10 min for 3600 steps and 4200 code searches, 900 MiB of memory, a model file of 4.0 MiB, " +
			"checkpoints of 12.0 MiB", new Forecast(3600, 4200, 1, 1, 900, 1 << 20).words());
		assertEquals("10 steps and 20 code searches, a model file of 4.0 MiB, checkpoints of 12.0 MiB", new Forecast(10, 20,
			Double.NaN, Double.NaN, -1, 1 << 20).words());
	}

	@Test
	void aStopIsObeyed() {
		final JobControl control = new JobControl();
		control.cancel();
		assertThrows(JobCancelledException.class, () -> measurement(CONFIG).run(new JobMonitor(event -> {}, control)));
	}

	@Test
	void wholeImagesAreTriedWhole() {
		final TrainingConfig whole = new TrainingConfig(DistanceKind.LEARNED, SearchStrategy.CHIMLE, List.of(2), 1, 1, 1, 1,
			0, 0, 1e-3, 0.01, true, 1, 64, false);
		assertTrue(measurement(whole).run(JobMonitor.silent()).isKnown());
	}
}
