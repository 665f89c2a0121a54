package org.chimle.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.SeededRandom;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Checkpoint;
import org.chimle.engine.model.CodeNoise;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.model.TrainingRun;
import org.chimle.engine.tensor.Adam;
import org.chimle.engine.tensor.MemoryUse;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Workers;

/** The loop of a run: search codes for a block of pairs, take steps on it, look at the held-out pairs, repeat. */
final class TrainingLoop implements AutoCloseable {

	/** Held-out pairs looked at after every block; more would cost time without changing what the curve says. */
	private static final int VALIDATION_PAIRS = 8;
	private static final int LOSSES_PER_BLOCK = 4;
	private static final int WARM_UP_STEPS = 50;
	/** Share of the run after which the learning rate falls. */
	private static final double CONSTANT_SHARE = 0.6;
	private static final double LAST_RATE = 0.05;
	private static final long RESOURCES_NANOS = 2_000_000_000L;
	private static final SearchLevels NO_SEARCH = new SearchLevels(0, 0);

	private final TrainingContext context;
	private final TrainingConfig config;
	private final TowerImplicitModel model;
	private final Parameters parameters;
	private final Examples examples;
	private final JobMonitor monitor;
	private final CodeSearch search;
	/** The format of the steps. */
	private final Precision precision;
	private final Adam adam;
	private final Workers workers;
	private final SearchMemory searchMemory;
	private final GradientStep gradients;
	private final RunProgress progress;
	private final Pace pace;
	private final long totalSteps;
	private SearchLevels searching = NO_SEARCH;
	private long resourcesTold;

	/**
	 * @param context what all parts share
	 * @param parameters the weights to start with, changed by the run
	 * @param examples the pairs
	 * @param checkpoint where to go on; null for the beginning
	 * @param monitor told of progress and losses, asked whether to stop
	 */
	TrainingLoop(final TrainingContext context, final Parameters parameters, final Examples examples,
		final Checkpoint checkpoint, final JobMonitor monitor)
	{
		this.context = context;
		this.parameters = parameters;
		this.examples = examples;
		this.monitor = monitor;
		config = context.config();
		model = context.model();
		pace = new Pace(monitor.control()::activeNanos);
		search = CodeSearches.of(config);
		precision = precision(checkpoint);
		final int tail = TowerImplicitModel.mappingOffset(model.config());
		adam = checkpoint == null ? new Adam(parameters, tail, config.mappingRateFactor()) : new Adam(parameters, tail, config
			.mappingRateFactor(), new Adam.State(checkpoint.state().steps(), checkpoint.mean(), checkpoint.variance()));
		progress = new RunProgress(model.config().levelCount(), checkpoint == null ? RunProgress.beginning() : checkpoint
			.state());
		totalSteps = (long) config.epochs() * stepsPerEpoch();
		// Last, since nobody would end their threads if memory did not suffice for what is above.
		workers = Workers.of(context.manager(), Integer.MAX_VALUE);
		searchMemory = new SearchMemory(config.searchMemoryMiB() * (1L << 20) / workers.count(), context.manager()
			.getDevice());
		gradients = new GradientStep(context, parameters, precision, monitor);
	}

	/** @return the format of the steps; that of before, unless this device is slow with it, so that resuming changes nothing */
	private Precision precision(final Checkpoint checkpoint) {
		if (!config.mixedPrecision()) return Precision.FLOAT32;
		if (checkpoint == null) return Precision.quick(context.manager());
		final Precision before = checkpoint.state().precision();
		final Precision now = before.unlessSlow(context.manager());
		if (now != before) {
			monitor.say("The steps so far were computed in " + before + ", with which this device is slow; the run goes on in " +
				now + ".");
		}
		return now;
	}

	/** @return the format in which candidates are compared first; float32 for no such comparison */
	private Precision look() {
		return config.mixedPrecision() ? precision.firstLook(context.manager()) : Precision.FLOAT32;
	}

	private int stepsPerEpoch() {
		return (examples.trainingCount() + config.batch() - 1) / config.batch();
	}

	/** @return optimisation steps done */
	long steps() {
		return adam.steps();
	}

	/** @return optimisation steps of the whole run */
	long totalSteps() {
		return totalSteps;
	}

	/** @return the last loss of every level on the held-out pairs, empty before the first */
	List<Double> validationLoss() {
		return progress.validationLoss();
	}

	/**
	 * @param run what decides the result
	 * @return the run as it stands, to be asked for between two steps or when {@link #run} has ended
	 */
	Checkpoint checkpoint(final TrainingRun run) {
		final Adam.State state = adam.state();
		return new Checkpoint(run, progress.state(adam.steps(), precision), parameters.values(), state.mean(), state.variance());
	}

	/**
	 * Trains to the end.
	 *
	 * @param betweenSteps called between two steps and after every code found, when a checkpoint can be taken
	 */
	void run(final Runnable betweenSteps) {
		if (precision != Precision.FLOAT32) monitor.say("Steps are computed in " + precision + ", the parameters in float32.");
		tellResources();
		final Runnable between = () -> pace.aside(betweenSteps);
		progress.losses().forEach(monitor::emit);
		final List<Example> heldOut = examples.validation(VALIDATION_PAIRS);
		while (adam.steps() < totalSteps || !progress.codes().isEmpty()) {
			final List<Example> block = examples.block(progress.refresh());
			requireFitting(block.size());
			optimise(searchCodes(block, between), between);
			if (!heldOut.isEmpty()) validate(heldOut);
			progress.nextBlock(adam.steps());
			between.run();
		}
	}

	/** Says what comparing candidates in a shorter format first has meant for their choice, if that was asked for. */
	void tellRescoring() {
		final String words = progress.rescoring().words(look().toString(), Comparison.RESCORED);
		if (!words.isEmpty()) monitor.say(words);
	}

	/** A checkpoint that is no work of this program may contradict itself in ways that only show here. */
	private void requireFitting(final int block) {
		final int codes = progress.codes().size();
		if (codes <= block && (codes == block || adam.steps() == progress.blockStart())) return;
		throw new InvalidInputException("The checkpoint holds codes of " + codes + " pairs where its block has " + block +
			"; discard it and train anew.");
	}

	/** @return the examples with the codes found for them */
	private List<Example> searchCodes(final List<Example> block, final Runnable between) {
		final Runnable report = () -> {
			final int done = progress.codes().size();
			report("searching codes", done, block.size(), pace.searchesPerSecond(), block.size() - done);
		};
		if (progress.codes().size() < block.size()) report.run(); // one of many candidates takes minutes
		search(block.subList(progress.codes().size(), block.size()), progress.refresh(), found -> {
			progress.add(found);
			report.run();
			between.run();
		}, report);
		final List<Example> result = new ArrayList<>();
		for (int i = 0; i < block.size(); i++) result.add(block.get(i).withCode(progress.codes().get(i)));
		return result;
	}

	/**
	 * @param done receives the codes found
	 * @param report called besides, while a search takes long
	 */
	private void search(final List<Example> block, final int refresh, final Consumer<CodeSearch.Found> done,
		final Runnable report)
	{
		if (block.isEmpty()) return;
		try (SearchWeights weights = SearchWeights.of(parameters, look(), context.manager())) {
			pace.start();
			searching = new SearchLevels(block.size(), model.config().levelCount());
			final List<Supplier<CodeSearch.Found>> tasks = new ArrayList<>();
			for (final Example example : block) {
				final IntConsumer level = searching.of(tasks.size());
				tasks.add(() -> Scope.get(() -> search.search(new Candidates(context, weights, example, searchMemory, level),
					CodeNoise.mix(config.seed(), refresh, example.id()))));
			}
			workers.inOrder(tasks, found -> {
				pace.searched();
				searching.found();
				searchMemory.tell(monitor);
				done.accept(found);
			}, () -> {
				if (!monitor.control().isPaused()) report.run();
			});
		}
	}

	private void optimise(final List<Example> block, final Runnable between) {
		searching = NO_SEARCH;
		final long start = progress.blockStart();
		final long end = Math.min(totalSteps, start + config.stepsPerRefresh());
		final long reportEvery = Math.max(1, (end - start) / LOSSES_PER_BLOCK);
		final BatchOrder order = new BatchOrder(block, config.batch(), SeededRandom.of(config.seed(), progress.refresh())
			.nextLong());
		order.skip(adam.steps() - start);
		pace.start();
		while (adam.steps() < end) {
			monitor.checkCancelled();
			progress.add(step(order.next()));
			pace.stepped();
			report("training", adam.steps() - start, end - start, pace.stepsPerSecond() * config.batch(), 0);
			if (progress.lossCount() == reportEvery || adam.steps() == end) emitLoss(progress.takeLosses(), false);
			between.run();
		}
		gradients.forgetTargets();
	}

	/** @return the loss of every level before the step */
	private double[] step(final List<Example> batch) {
		return Scope.get(() -> {
			final GradientStep.Result result = gradients.of(batch);
			for (final double value : result.losses()) requireFinite(value);
			adam.step(result.gradient(), rate(), workers);
			return result.losses();
		});
	}

	/**
	 * The learning rate rises during the first steps, in which Adam knows nothing of the gradients' sizes and could drive
	 * the outputs into saturation; then it is constant, and at last falls, which settles the noise.
	 */
	private double rate() {
		final double done = (double) adam.steps() / totalSteps;
		final double rise = Math.min(1, (adam.steps() + 1.0) / WARM_UP_STEPS);
		final double fall = Math.max(0, done - CONSTANT_SHARE) / (1 - CONSTANT_SHARE);
		return config.learningRate() * rise * (1 - (1 - LAST_RATE) * fall);
	}

	private void requireFinite(final double loss) {
		if (Double.isFinite(loss)) return;
		throw new InvalidInputException("Training diverged: the loss of step " + (adam.steps() + 1) +
			" is not a number; choose a learning rate below " + config.learningRate() + ".");
	}

	/** The loss of the held-out pairs: the distance that the search reaches for them, as in training. */
	private void validate(final List<Example> heldOut) {
		final double[] sums = new double[model.config().levelCount()];
		final int[] done = new int[1];
		final Runnable report = () -> report("validating", done[0], heldOut.size(), 0, 0);
		search(heldOut, 0, found -> {
			for (int l = 0; l < sums.length; l++) sums[l] += found.distances().get(l);
			done[0]++;
			report.run();
		}, report);
		emitLoss(Arrays.stream(sums).map(sum -> sum / heldOut.size()).boxed().toList(), true);
	}

	private void emitLoss(final List<Double> perLevel, final boolean validation) {
		final JobEvent.Loss loss = new JobEvent.Loss(adam.steps(), (int) ((adam.steps() - 1) / stepsPerEpoch()) + 1, perLevel,
			validation);
		progress.told(loss);
		monitor.emit(loss);
	}

	private void report(final String phase, final long done, final long total, final double perSecond,
		final long searchesInBlock)
	{
		final long stepsLeft = totalSteps - adam.steps();
		final long blocksLeft = stepsLeft / config.stepsPerRefresh();
		final long searchesLeft = searchesInBlock + blocksLeft * Math.min(config.pairsPerRefresh(), examples
			.trainingCount());
		monitor.emit(new JobEvent.Progress(phase, searching.words(), done, total, perSecond, pace.secondsLeft(searchesLeft, stepsLeft)));
		if (System.nanoTime() - resourcesTold >= RESOURCES_NANOS) tellResources();
	}

	private void tellResources() {
		monitor.emit(MemoryUse.of(context.manager()));
		resourcesTold = System.nanoTime();
	}

	@Override
	public void close() {
		workers.close();
		gradients.close();
	}
}
