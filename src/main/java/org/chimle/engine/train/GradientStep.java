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
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.TrackedWeights;
import org.chimle.engine.tensor.WeightGradients;
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

	/** A part's share of the losses and of the gradients. */
	private record Part(double[] losses, WeightGradients gradients) {}

	private final TrainingContext context;
	private final TowerImplicitModel model;
	private final Parameters parameters;
	private final Precision precision;
	private final JobMonitor monitor;
	/**
	 * Not those of the code search, which keep to one core each: the library keeps as many threads as it was once allowed
	 * for every one of its callers.
	 */
	private final Workers workers;
	private final TargetFeatures targets;
	/** What memory has sufficed for so far. */
	private StepPlan largest = StepPlan.USUAL;
	private StepPlan told = StepPlan.USUAL;

	/**
	 * @param context what all parts share
	 * @param parameters the network's
	 * @param precision the format of the passes; losses and the sums of gradients are in float32
	 * @param monitor told when memory runs short
	 */
	GradientStep(final TrainingContext context, final Parameters parameters, final Precision precision,
		final JobMonitor monitor)
	{
		this.context = context;
		this.parameters = parameters;
		this.precision = precision;
		this.monitor = monitor;
		model = context.model();
		workers = Workers.of(context.manager(), StepPlan.ABREAST);
		targets = new TargetFeatures(context.distance(), context.manager(), context.config().searchMemoryMiB() * (1L << 20));
	}

	/** @return loss and gradient, which belongs to the current scope; the parameters are not changed */
	Result of(final List<Example> batch) {
		StepPlan plan = foreseen(batch);
		while (true) {
			final StepPlan tried = plan;
			final Queue<WeightGradients> made = new ConcurrentLinkedQueue<>();
			try {
				final Result result = Scope.get(() -> attempt(batch, tried, made));
				Scope.adopt(result.gradient);
				return result;
			}
			catch (final RuntimeException | OutOfMemoryError exc) {
				made.forEach(WeightGradients::close); // also those of parts that ended well
				plan = tried.smaller(batch.size());
				if (!MemoryShortage.explains(exc) || plan == null) throw exc;
				targets.giveUp();
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

	private Result attempt(final List<Example> batch, final StepPlan plan, final Queue<WeightGradients> made) {
		final double[] losses = new double[model.config().levelCount()];
		final WeightGradients[] sum = new WeightGradients[1];
		try (Weights weights = parameters.folded(context.manager(), precision, workers)) {
			final List<Supplier<Part>> tasks = tasks(batch, plan, weights, made);
			for (final List<Supplier<Part>> together : plan.oneByOne() ? tasks.stream().map(List::of).toList() : List.of(
				tasks))
			{
				inOrder(together, part -> {
					for (int l = 0; l < losses.length; l++) losses[l] += part.losses[l];
					if (sum[0] == null) sum[0] = part.gradients;
					else sum[0].add(part.gradients);
				});
			}
		}
		try (WeightGradients gradients = sum[0]) {
			return new Result(losses, Scope.keep(parameters.gradient(gradients, workers)));
		}
	}

	private List<Supplier<Part>> tasks(final List<Example> batch, final StepPlan plan, final Weights weights,
		final Queue<WeightGradients> made)
	{
		final List<Supplier<Part>> tasks = new ArrayList<>();
		final int size = (batch.size() + plan.parts() - 1) / plan.parts();
		for (int start = 0; start < batch.size(); start += size) {
			final List<Example> examples = batch.subList(start, Math.min(batch.size(), start + size));
			tasks.add(() -> {
				final Part part = part(weights, examples, (double) examples.size() / batch.size(), plan.recomputing());
				made.add(part.gradients);
				return part;
			});
		}
		return tasks;
	}

	/** A single part has the whole machine to itself. */
	private void inOrder(final List<Supplier<Part>> tasks, final Consumer<Part> done) {
		if (tasks.size() == 1) done.accept(tasks.get(0).get());
		else workers.inOrder(tasks, done);
	}

	private Part part(final Weights folded, final List<Example> examples, final double share,
		final boolean recomputing)
	{
		return Scope.get(() -> {
			try (TrackedWeights weights = recomputing ? folded.recomputing() : folded.tracked()) {
				final List<NDArray> terms = new ArrayList<>();
				final NDArray loss = Torch.recording(() -> {
					terms.addAll(losses(weights, examples, share));
					return weights.segment(Ops::sum, terms.toArray(NDArray[]::new));
				});
				final double[] losses = terms.stream().mapToDouble(Ops::value).toArray();
				return new Part(losses, weights.gradients(loss));
			}
		});
	}

	/** @return the part's share of d(output_l, target_l) of every level, averaged over the part, each a scalar */
	private List<NDArray> losses(final Weights weights, final List<Example> batch, final double share) {
		final List<NDArray> inputs = Batch.stack(context.manager(), batch.stream().map(Example::inputs).toList());
		final List<NDArray> result = new ArrayList<>();
		LevelState below = null;
		for (int l = 0; l < model.config().levelCount(); l++) {
			final int level = l;
			final NDArray conditioning = model.conditioning(l, inputs, below);
			final LevelCode code = LevelCode.of(context.manager(), model.config(), batch.stream().map(example -> example
				.code().seed(level)).toList(), (int) conditioning.getShape().get(2), (int) conditioning.getShape().get(3));
			below = model.forward(l, weights, conditioning, code, below);
			final PerceptualDistance distance = context.distance();
			final NDList target = targets.of(batch, l);
			result.add(weights.segment(seen -> Ops.scale(distance.distance(distance.features(model.image(seen.get(0), seen.get(
				1))), target).mean(), share), conditioning, below.output()));
		}
		return result;
	}

	/** To be called when examples will not come again. */
	void forgetTargets() {
		targets.forget();
	}

	@Override
	public void close() {
		workers.close();
		targets.close();
	}
}
