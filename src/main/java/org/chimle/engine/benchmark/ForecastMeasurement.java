package org.chimle.engine.benchmark;

import java.util.List;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.train.Trainer;

/**
 * Tries out a planned run on noise, whose speed is that of any other images: first small patches and few candidates; if
 * that promises to be quick, the planned ones. Reading files is not measured.
 *
 * @param model the architecture
 * @param config the hyper-parameters of the planned run
 * @param pairs number of pairs, at least 2
 * @param height rows of a whole target
 * @param width columns of a whole target
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record ForecastMeasurement(ModelConfig model, TrainingConfig config, int pairs, int height, int width,
	String device)
{

	/** The trainer looks at no more held-out pairs. */
	private static final int VALIDATION_PAIRS = 8;
	/** Target pixels along a side that every computer can try. */
	private static final int SMALL_SIDE = 64;
	private static final int FEWER_CANDIDATES = 16;
	private static final int LEAST_STEPS = 6;
	private static final int MOST_SEARCHES = 32;
	/** What the user is kept waiting for. */
	private static final double PATIENCE_SECONDS = 20;

	/**
	 * What is tried.
	 *
	 * @param pairs searched for and then trained on
	 * @param fewer candidates are so many times fewer than planned
	 * @param height rows of the targets
	 * @param width columns of the targets
	 * @param leastSteps steps at least
	 */
	private record Trial(int pairs, int fewer, int height, int width, int leastSteps) {}

	private record Measured(double step, double search, long memory) {}

	/**
	 * @return the run's steps and searches, without a measurement
	 */
	public Forecast counts() {
		final int held = Math.min(pairs - 1, (int) Math.round(config.validationShare() * pairs));
		final int trained = pairs - held;
		final long steps = (long) config.epochs() * ((trained + config.batch() - 1) / config.batch());
		final long blocks = (steps + config.stepsPerRefresh() - 1) / config.stepsPerRefresh();
		final int block = Math.min(config.pairsPerRefresh(), trained);
		return new Forecast(steps, blocks * (block + Math.min(VALIDATION_PAIRS, held)), Double.NaN, Double.NaN, -1,
			TowerImplicitModel.layout(model).size());
	}

	/**
	 * @return what the run computes, without a measurement: multiply-adds of the networks' convolutions, where the backward
	 *         pass of a step counts as two forward passes
	 */
	public double work() {
		final int h = (config.patch() > 0 ? config.patch() : rounded(height)) / model.scale();
		final int w = (config.patch() > 0 ? config.patch() : rounded(width)) / model.scale();
		double search = 0;
		for (int l = 0; l < model.levelCount(); l++) {
			search += config.samplesPerLevel().get(l) * (double) MultiplyAdds.level(model, l, h, w);
		}
		final Forecast counts = counts();
		return counts.steps() * 3.0 * config.batch() * MultiplyAdds.all(model, h, w) + counts.searches() * search;
	}

	/**
	 * Measures.
	 *
	 * @param monitor asked whether to stop
	 * @return the forecast
	 * @throws org.chimle.engine.job.InvalidInputException if the device cannot be used or memory does not suffice
	 */
	public Forecast run(final JobMonitor monitor) {
		final Forecast counts = counts();
		final int side = config.patch() > 0 ? config.patch() : 0;
		final int h = side > 0 ? side : rounded(height);
		final int w = side > 0 ? side : rounded(width);
		final int smallH = Math.min(h, rounded(SMALL_SIDE));
		final int smallW = Math.min(w, rounded(SMALL_SIDE));
		final int few = Math.min(pairs, config.batch());
		final Measured small = measure(new Trial(few, FEWER_CANDIDATES, smallH, smallW, 1), monitor);
		final double area = (double) h * w / smallH / smallW;
		final Measured scaled = new Measured(area * small.step, area * FEWER_CANDIDATES * small.search, -1);
		final int many = Math.max(few, Math.min(Math.min(pairs, MOST_SEARCHES), 2 * Runtime.getRuntime()
			.availableProcessors()));
		for (final Trial trial : List.of(new Trial(many, 1, h, w, LEAST_STEPS), new Trial(few, 1, h, w, LEAST_STEPS),
			new Trial(few, FEWER_CANDIDATES / 4, h, w, 1)))
		{
			if (seconds(trial, scaled) > PATIENCE_SECONDS) continue;
			final Measured found = measure(trial, monitor);
			return forecast(counts, new Measured(found.step, trial.fewer * found.search, found.memory));
		}
		return forecast(counts, scaled);
	}

	/** @return time of both rounds of a trial */
	private double seconds(final Trial trial, final Measured pace) {
		return 2 * (steps(trial) * pace.step + trial.pairs * pace.search / trial.fewer);
	}

	private static Forecast forecast(final Forecast counts, final Measured pace) {
		return new Forecast(counts.steps(), counts.searches(), pace.step, pace.search, pace.memory, counts.weights());
	}

	/** @return the side of a whole image that the model can take */
	private int rounded(final int side) {
		final int multiple = model.scale() * model.sizeMultiple();
		return Math.max(multiple, side / multiple * multiple);
	}

	private int stepsPerEpoch(final Trial trial) {
		return (trial.pairs + config.batch() - 1) / config.batch();
	}

	private int steps(final Trial trial) {
		return stepsPerEpoch(trial) * epochs(trial);
	}

	private int epochs(final Trial trial) {
		return (trial.leastSteps + stepsPerEpoch(trial) - 1) / stepsPerEpoch(trial);
	}

	/** Takes two rounds, of which the first warms the library up. */
	private Measured measure(final Trial trial, final JobMonitor monitor) {
		final List<Integer> samples = config.samplesPerLevel().stream().map(m -> (m + trial.fewer - 1) / trial.fewer)
			.toList();
		final TrainingConfig tried = new TrainingConfig(config.distance(), config.search(), samples, 2 * epochs(trial),
			steps(trial), trial.pairs, Math.min(config.batch(), trial.pairs), 0, 0, config.learningRate(), config
				.mappingRateFactor(), config.augment(), config.seed(), config.searchMemoryMiB(), config.mixedPrecision());
		final PhaseClock clock = new PhaseClock();
		final NoisePairs noise = new NoisePairs(model, trial.pairs, trial.height, trial.width);
		final long memory = ResidentMemory.peak(() -> new Trainer(model, tried, device).train(noise, NoisePairs.ranges(model),
			new JobMonitor(clock, monitor.control())));
		monitor.checkCancelled();
		return new Measured(clock.seconds(PhaseClock.TRAINING), clock.seconds(PhaseClock.SEARCHING), memory);
	}
}
