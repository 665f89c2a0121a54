package org.chimle.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LevelCode;
import org.chimle.engine.model.LevelState;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.MemoryShortage;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.TrackedWeights;
import org.chimle.engine.tensor.Weights;
import org.chimle.engine.tensor.Workers;

/**
 * Loss and gradient of a batch, {@code sum over levels l of d(output_l, target_l)} averaged over its examples. The batch
 * is worked on in parts whose gradients are added up. Where a step is estimated not to fit the memory, and for the rest
 * of the run when memory does run short, it follows a plan that takes less.
 */
final class GradientStep implements AutoCloseable {

	/** Share of the memory that a step may be planned to take. */
	private static final double PLANNED_SHARE = 0.7;

	/**
	 * What a batch gives.
	 *
	 * @param losses of every level, level 1 first
	 * @param gradient with respect to the flat parameter vector
	 */
	record Result(double[] losses, NDArray gradient) {}

	private final TrainingContext context;
	private final TowerImplicitModel model;
	private final Parameters parameters;
	private final JobMonitor monitor;
	private final Workers workers;
	/** What memory has sufficed for so far. */
	private StepPlan largest = StepPlan.USUAL;
	private StepPlan told = StepPlan.USUAL;

	GradientStep(final TrainingContext context, final Parameters parameters, final JobMonitor monitor) {
		this.context = context;
		this.parameters = parameters;
		this.monitor = monitor;
		model = context.model();
		workers = Workers.of(context.manager(), StepPlan.ABREAST);
	}

	/** @return loss and gradient, which belongs to the current scope; the parameters are not changed */
	Result of(final List<Example> batch) {
		StepPlan plan = foreseen(batch);
		while (true) {
			final StepPlan tried = plan;
			final Queue<NDArray> made = new ConcurrentLinkedQueue<>();
			try {
				final Result result = Scope.get(() -> attempt(batch, tried, made));
				Scope.adopt(result.gradient);
				return result;
			}
			catch (final RuntimeException | OutOfMemoryError exc) {
				made.forEach(NDArray::close); // also those of parts that ended well
				plan = tried.smaller(batch.size());
				if (!MemoryShortage.explains(exc) || plan == null) throw exc;
				MemoryShortage.release(context.manager());
				largest = plan;
				told = plan;
				monitor.say("Memory ran short; training goes on with " + plan.words(batch.size()) + ".");
			}
		}
	}

	/** The system may end a process that takes too much without a word, so that trying is not enough. */
	private StepPlan foreseen(final List<Example> batch) {
		final StepPlan plan = largest.within((long) (PLANNED_SHARE * context.memory()), StepSize.of(model.config(), parameters
			.layout(), batch));
		if (!plan.equals(told)) {
			monitor.say("The memory is small for training steps of this size; they are taken with " + plan.words(batch
				.size()) + ".");
			told = plan;
		}
		return plan;
	}

	private Result attempt(final List<Example> batch, final StepPlan plan, final Queue<NDArray> made) {
		try (Weights weights = parameters.folded(context.manager(), workers)) {
			final Result result = attempt(batch, plan, weights, made);
			parameters.unfold(result.gradient, workers);
			return result;
		}
	}

	/** @return with the gradient with respect to the weights */
	private Result attempt(final List<Example> batch, final StepPlan plan, final Weights weights,
		final Queue<NDArray> made)
	{
		final List<Supplier<Result>> tasks = new ArrayList<>();
		final int size = (batch.size() + plan.parts() - 1) / plan.parts();
		for (int start = 0; start < batch.size(); start += size) {
			final List<Example> part = batch.subList(start, Math.min(batch.size(), start + size));
			tasks.add(() -> {
				final Result result = part(weights, part, (double) part.size() / batch.size(), plan.recomputing());
				made.add(result.gradient);
				return result;
			});
		}
		final double[] losses = new double[model.config().levelCount()];
		final NDArray[] sum = new NDArray[1];
		for (final List<Supplier<Result>> together : plan.oneByOne() ? tasks.stream().map(List::of).toList() : List.of(
			tasks))
		{
			inOrder(together, result -> {
				for (int l = 0; l < losses.length; l++) losses[l] += result.losses[l];
				if (sum[0] == null) sum[0] = result.gradient;
				else {
					sum[0].addi(result.gradient);
					result.gradient.close();
				}
			});
		}
		return new Result(losses, sum[0]);
	}

	/** A single part has the whole machine to itself. */
	private void inOrder(final List<Supplier<Result>> tasks, final Consumer<Result> done) {
		if (tasks.size() == 1) done.accept(tasks.get(0).get());
		else workers.inOrder(tasks, done);
	}

	/** A part of a batch: its share of the loss and of the gradient, which no scope owns. */
	private Result part(final Weights folded, final List<Example> part, final double share, final boolean recomputing) {
		return Scope.get(() -> {
			try (TrackedWeights weights = recomputing ? folded.recomputing() : folded.tracked()) {
				final List<NDArray> terms = new ArrayList<>();
				final NDArray loss = Torch.recording(() -> {
					terms.addAll(losses(weights, part, share));
					return weights.segment(Ops::sum, terms.toArray(NDArray[]::new));
				});
				final double[] losses = terms.stream().mapToDouble(Ops::value).toArray();
				return new Result(losses, Scope.keep(weights.gradient(loss)));
			}
		});
	}

	/** @return the part's share of d(output_l, target_l) of every level, averaged over the part, each a scalar */
	private List<NDArray> losses(final Weights weights, final List<Example> batch, final double share) {
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
			final PerceptualDistance distance = context.distance();
			final NDList target = distance.features(targets.get(l));
			result.add(weights.segment(seen -> Ops.scale(distance.distance(distance.features(model.image(seen.get(0), seen.get(
				1))), target).mean(), share), conditioning, below.output()));
		}
		return result;
	}

	@Override
	public void close() {
		workers.close();
	}
}
