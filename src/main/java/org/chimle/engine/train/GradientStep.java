package org.chimle.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LevelCode;
import org.chimle.engine.model.LevelState;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.tensor.MemoryShortage;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;
import org.chimle.engine.tensor.Workers;

/**
 * Loss and gradient of a batch, {@code sum over levels l of d(output_l, target_l)} averaged over its examples. The batch
 * is worked on in parts whose gradients are added up; when memory runs short the parts are halved for the rest of the
 * run, and at last taken one after the other, which changes the gradient by rounding only.
 */
final class GradientStep implements AutoCloseable {

	/** Parts of a batch that are worked on side by side; the same on every computer, so that results are. */
	private static final int PARTS = 2;

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
	private int parts = PARTS;
	private boolean oneByOne;

	GradientStep(final TrainingContext context, final Parameters parameters, final JobMonitor monitor) {
		this.context = context;
		this.parameters = parameters;
		this.monitor = monitor;
		model = context.model();
		workers = Workers.of(context.manager(), PARTS);
	}

	/** @return loss and gradient, which belongs to the current scope; the parameters are not changed */
	Result of(final List<Example> batch) {
		while (true) {
			final Queue<NDArray> made = new ConcurrentLinkedQueue<>();
			try {
				final Result result = Scope.get(() -> attempt(batch, made));
				Scope.adopt(result.gradient);
				return result;
			}
			catch (final RuntimeException | OutOfMemoryError exc) {
				made.forEach(NDArray::close); // also those of parts that ended well
				if (!shrink(batch.size(), exc)) throw exc;
			}
		}
	}

	/** @return whether it is worth another try: not if memory was not the reason, or nothing is left to divide */
	private boolean shrink(final int batch, final Throwable failure) {
		final boolean divisible = parts < batch;
		if (!MemoryShortage.explains(failure) || !divisible && (oneByOne || batch == 1)) return false;
		MemoryShortage.release(context.manager());
		if (divisible) {
			parts *= 2;
			monitor.say("Memory ran short; training goes on with every batch in " + Math.min(parts, batch) + " parts.");
		}
		else {
			oneByOne = true;
			monitor.say("Memory ran short; training goes on with one example at a time.");
		}
		return true;
	}

	private Result attempt(final List<Example> batch, final Queue<NDArray> made) {
		final List<Supplier<Result>> tasks = new ArrayList<>();
		final int size = (batch.size() + parts - 1) / parts;
		for (int start = 0; start < batch.size(); start += size) {
			final List<Example> part = batch.subList(start, Math.min(batch.size(), start + size));
			tasks.add(() -> {
				final Result result = part(part, (double) part.size() / batch.size());
				made.add(result.gradient);
				return result;
			});
		}
		final double[] losses = new double[model.config().levelCount()];
		final NDArray[] sum = new NDArray[1];
		for (final List<Supplier<Result>> together : oneByOne ? tasks.stream().map(List::of).toList() : List.of(tasks)) {
			workers.inOrder(together, result -> {
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

	/** A part of a batch: its share of the loss and of the gradient, which no scope owns. */
	private Result part(final List<Example> part, final double share) {
		return Scope.get(() -> {
			final Weights[] weights = new Weights[1];
			final List<NDArray> terms = new ArrayList<>();
			final NDArray loss = Torch.recording(() -> {
				weights[0] = parameters.tracked();
				losses(weights[0], part).forEach(term -> terms.add(Ops.scale(term, share)));
				return terms.stream().reduce(NDArray::add).orElseThrow();
			});
			final double[] losses = terms.stream().mapToDouble(Ops::value).toArray();
			return new Result(losses, Scope.keep(weights[0].gradient(loss)));
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

	@Override
	public void close() {
		workers.close();
	}
}
