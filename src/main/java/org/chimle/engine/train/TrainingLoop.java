package org.chimle.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.SeededRandom;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodeNoise;
import org.chimle.engine.model.LevelCode;
import org.chimle.engine.model.LevelState;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.tensor.Adam;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;
import org.chimle.engine.tensor.Workers;

/** The loop of a run: search codes for a block of pairs, take steps on it, look at the held-out pairs, repeat. */
final class TrainingLoop implements AutoCloseable {

	/** Held-out pairs looked at after every block; more would cost time without changing what the curve says. */
	private static final int VALIDATION_PAIRS = 8;
	private static final int LOSSES_PER_BLOCK = 4;
	/** Parts of a batch that are worked on side by side; the same on every computer, so that results are. */
	private static final int SHARDS = 2;
	private static final int WARM_UP_STEPS = 50;
	/** Share of the run after which the learning rate falls. */
	private static final double CONSTANT_SHARE = 0.6;
	private static final double LAST_RATE = 0.05;

	private final TrainingContext context;
	private final TrainingConfig config;
	private final TowerImplicitModel model;
	private final Parameters parameters;
	private final Examples examples;
	private final JobMonitor monitor;
	private final CodeSearch search;
	private final Adam adam;
	private final Workers searchers;
	private final Workers optimisers;
	private final Pace pace = new Pace();
	private final long totalSteps;
	private List<Double> validationLoss = List.of();

	TrainingLoop(final TrainingContext context, final Parameters parameters, final Examples examples,
		final JobMonitor monitor)
	{
		this.context = context;
		this.parameters = parameters;
		this.examples = examples;
		this.monitor = monitor;
		config = context.config();
		model = context.model();
		search = CodeSearches.of(config);
		searchers = Workers.of(context.manager(), Integer.MAX_VALUE);
		optimisers = Workers.of(context.manager(), SHARDS);
		adam = new Adam(parameters, TowerImplicitModel.mappingOffset(model.config()), config.mappingRateFactor());
		totalSteps = (long) config.epochs() * stepsPerEpoch();
	}

	private int stepsPerEpoch() {
		return (examples.trainingCount() + config.batch() - 1) / config.batch();
	}

	/** @return optimisation steps done */
	long steps() {
		return adam.steps();
	}

	/** @return the last loss of every level on the held-out pairs, empty before the first */
	List<Double> validationLoss() {
		return validationLoss;
	}

	void run() {
		final List<Example> heldOut = examples.validation(VALIDATION_PAIRS);
		for (int refresh = 0; adam.steps() < totalSteps; refresh++) {
			final List<Example> block = searchCodes(examples.block(refresh), refresh);
			final long end = Math.min(totalSteps, adam.steps() + config.stepsPerRefresh());
			optimise(block, refresh, end);
			if (!heldOut.isEmpty()) validate(heldOut);
		}
	}

	/** @return the examples with the codes found for them */
	private List<Example> searchCodes(final List<Example> block, final int refresh) {
		final List<Example> result = new ArrayList<>();
		search(block, refresh, found -> {
			result.add(block.get(result.size()).withCode(found.code()));
			report("searching codes", result.size(), block.size(), pace.searchesPerSecond(), block.size() - result.size());
		});
		return result;
	}

	private void search(final List<Example> block, final int refresh, final Consumer<CodeSearch.Found> done) {
		try (Weights weights = parameters.frozen(context.manager())) {
			pace.start();
			final long memoryBytes = config.searchMemoryMiB() * (1L << 20) / searchers.count();
			final List<Supplier<CodeSearch.Found>> tasks = new ArrayList<>();
			for (final Example example : block) tasks.add(() -> Scope.get(() -> search.search(new Candidates(context, weights,
				example, memoryBytes), CodeNoise.mix(config.seed(), refresh, example.id()))));
			searchers.inOrder(tasks, found -> {
				pace.searched();
				done.accept(found);
			});
		}
	}

	private void optimise(final List<Example> block, final int refresh, final long end) {
		final long start = adam.steps();
		final long reportEvery = Math.max(1, (end - start) / LOSSES_PER_BLOCK);
		final double[] sums = new double[model.config().levelCount()];
		final List<Example> order = new ArrayList<>();
		final Random random = new Random(SeededRandom.of(config.seed(), refresh).nextLong());
		long summed = 0;
		pace.start();
		while (adam.steps() < end) {
			monitor.checkCancelled();
			while (order.size() < config.batch()) {
				final List<Example> pass = new ArrayList<>(block);
				Collections.shuffle(pass, random);
				order.addAll(pass);
			}
			final List<Example> batch = order.subList(0, config.batch());
			final double[] losses = step(batch);
			batch.clear();
			for (int l = 0; l < losses.length; l++) sums[l] += losses[l];
			summed++;
			pace.stepped();
			report("training", adam.steps() - start, end - start, pace.stepsPerSecond() * config.batch(), 0);
			if (summed == reportEvery || adam.steps() == end) {
				emitLoss(sums, summed, false);
				Arrays.fill(sums, 0);
				summed = 0;
			}
		}
	}

	private record ShardResult(double[] losses, NDArray gradient) {}

	/** @return the loss of every level before the step */
	private double[] step(final List<Example> batch) {
		return Scope.get(() -> {
			final List<Supplier<ShardResult>> tasks = new ArrayList<>();
			final int shard = (batch.size() + SHARDS - 1) / SHARDS;
			for (int start = 0; start < batch.size(); start += shard) {
				final List<Example> part = batch.subList(start, Math.min(batch.size(), start + shard));
				tasks.add(() -> shard(part, (double) part.size() / batch.size()));
			}
			final double[] values = new double[model.config().levelCount()];
			final List<NDArray> gradients = new ArrayList<>();
			optimisers.inOrder(tasks, result -> {
				gradients.add(Scope.adopt(result.gradient));
				for (int l = 0; l < values.length; l++) values[l] += result.losses[l];
			});
			for (final double value : values) requireFinite(value);
			adam.step(gradients.stream().reduce(NDArray::add).orElseThrow(), rate());
			return values;
		});
	}

	/** A part of a batch: its share of the loss and of the gradient. */
	private ShardResult shard(final List<Example> part, final double share) {
		return Scope.get(() -> {
			final Weights[] weights = new Weights[1];
			final List<NDArray> terms = new ArrayList<>();
			final NDArray loss = Torch.recording(() -> {
				weights[0] = parameters.tracked();
				losses(weights[0], part).forEach(term -> terms.add(Ops.scale(term, share)));
				return terms.stream().reduce(NDArray::add).orElseThrow();
			});
			final NDArray gradient = Scope.keep(weights[0].gradient(loss));
			return new ShardResult(terms.stream().mapToDouble(Ops::value).toArray(), gradient);
		});
	}

	/** @return d(output_l, target_l) of every level, averaged over the batch, each a scalar */
	private List<NDArray> losses(final Weights weights, final List<Example> batch) {
		final List<NDArray> inputs = Batch.stack(context.manager(), batch.stream().map(Example::inputs).toList());
		final List<NDArray> targets = Batch.stack(context.manager(), batch.stream().map(Example::targets).toList());
		final List<NDArray> result = new ArrayList<>();
		LevelState below = null;
		for (int l = 0; l < targets.size(); l++) {
			final int level = l;
			final NDArray conditioning = model.conditioning(l, inputs, below);
			final LevelCode code = LevelCode.of(context.manager(), model.config(), batch.stream().map(example -> example
				.code().seed(level)).toList(), (int) conditioning.getShape().get(2), (int) conditioning.getShape().get(3));
			below = model.forward(l, weights, conditioning, code, below);
			final NDList features = context.distance().features(model.image(conditioning, below));
			result.add(context.distance().distance(features, context.distance().features(targets.get(l))).mean());
		}
		return result;
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
		search(heldOut, 0, found -> {
			for (int l = 0; l < sums.length; l++) sums[l] += found.distances().get(l);
			report("validating", ++done[0], heldOut.size(), 0, 0);
		});
		validationLoss = emitLoss(sums, heldOut.size(), true);
	}

	private List<Double> emitLoss(final double[] sums, final long count, final boolean validation) {
		final List<Double> means = new ArrayList<>();
		for (final double sum : sums) means.add(sum / count);
		monitor.emit(new JobEvent.Loss(adam.steps(), (int) ((adam.steps() - 1) / stepsPerEpoch()) + 1, means, validation));
		return means;
	}

	private void report(final String phase, final long done, final long total, final double perSecond,
		final long searchesInBlock)
	{
		final long stepsLeft = totalSteps - adam.steps();
		final long blocksLeft = stepsLeft / config.stepsPerRefresh();
		final long searchesLeft = searchesInBlock + blocksLeft * Math.min(config.pairsPerRefresh(), examples
			.trainingCount());
		monitor.emit(new JobEvent.Progress(phase, done, total, perSecond, pace.secondsLeft(searchesLeft, stepsLeft)));
	}

	@Override
	public void close() {
		searchers.close();
		optimisers.close();
	}
}
