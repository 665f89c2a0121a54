package org.chimle.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;

import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.LevelCode;
import org.chimle.engine.model.LevelState;
import org.chimle.engine.model.Rescoring;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * Evaluates candidate codes for one example: their outputs' distances to the targets. The features of the targets are
 * computed once. Distances, and the states that levels build on, are always computed in float32, outputs as
 * {@link Comparison} asks. Its arrays belong to the scope it was made in.
 */
final class Candidates {

	private final TowerImplicitModel model;
	private final SearchWeights weights;
	private final PerceptualDistance distance;
	private final JobControl control;
	private final IntConsumer reached;
	private final NDManager manager;
	private final List<NDArray> inputs;
	private final List<NDList> targets = new ArrayList<>();
	private final Comparison comparison;

	/**
	 * @param context what all parts of a run share
	 * @param weights those of now
	 * @param example the pair
	 * @param memory of the chunks
	 * @param reached told the levels, from 1, whose candidates are compared
	 */
	Candidates(final TrainingContext context, final SearchWeights weights, final Example example, final SearchMemory memory,
		final IntConsumer reached)
	{
		model = context.model();
		distance = context.distance();
		control = context.control();
		this.reached = reached;
		manager = context.manager();
		this.weights = weights;
		comparison = new Comparison(weights, memory, manager);
		inputs = Batch.stack(manager, Collections.singletonList(example.inputs()));
		for (final NDArray target : Batch.stack(manager, Collections.singletonList(example.targets()))) {
			targets.add(distance.features(target));
		}
	}

	int levels() {
		return model.config().levelCount();
	}

	/** @return how often a comparison so far was decided anew in float32 */
	Rescoring rescoring() {
		return comparison.rescoring();
	}

	/** @return the state after a level, batch 1, for a code whose component is given and the state below */
	LevelState state(final int level, final long seed, final LevelState below) {
		return forward(weights.exact(), level, List.of(seed), below);
	}

	/**
	 * Compares candidates for the component of one level by that level's output.
	 *
	 * @param level 0..L-1
	 * @param seeds the candidates
	 * @param below the state of the level below, batch 1; null for level 0
	 * @return the nearest; the first of equals
	 */
	Comparison.Nearest nearest(final int level, final List<Long> seeds, final LevelState below) {
		reached.accept(level + 1);
		final NDArray conditioning = below == null ? inputs.get(0) : model.conditioning(level, inputs, below);
		return comparison.nearest(seeds, candidateBytes(level, conditioning), (precision, chunk) -> distances(level, forward(
			precision, level, chunk, below), below));
	}

	/**
	 * Compares whole codes by the final output.
	 *
	 * @param seeds names of the candidates
	 * @param codes turns a name into the component of a level
	 * @return the nearest; the first of equals
	 */
	Comparison.Nearest nearestWhole(final List<Long> seeds, final ComponentSeed codes) {
		final int last = levels() - 1;
		return comparison.nearest(seeds, candidateBytes(last, null), (precision, chunk) -> {
			LevelState below = null;
			LevelState state = null;
			for (int l = 0; l <= last; l++) {
				final int level = l;
				below = state;
				state = forward(precision, l, chunk.stream().map(seed -> codes.of(seed, level)).toList(), below);
			}
			return distances(last, state, below);
		});
	}

	/** The component of a level of the code that a candidate stands for. */
	@FunctionalInterface
	interface ComponentSeed {

		long of(long candidate, int level);
	}

	/** @return the distance of every level's output for one whole code */
	List<Double> evaluate(final LatentCode code) {
		final List<Double> result = new ArrayList<>();
		Scope.run(() -> {
			LevelState below = null;
			for (int l = 0; l < levels(); l++) {
				final LevelState state = forward(weights.exact(), l, List.of(code.seed(l)), below);
				result.add((double) distances(l, state, below)[0]);
				below = state;
			}
		});
		return result;
	}

	private LevelState forward(final Weights precision, final int level, final List<Long> seeds,
		final LevelState below)
	{
		control.check();
		final NDArray conditioning = model.conditioning(level, inputs, below);
		final Shape shape = conditioning.getShape();
		final LevelCode code = LevelCode.of(manager, model.config(), seeds, (int) shape.get(2), (int) shape.get(3));
		return model.forward(level, precision, conditioning, code, below);
	}

	private float[] distances(final int level, final LevelState state, final LevelState below) {
		final NDArray image = model.image(model.conditioning(level, inputs, below), state);
		return distance.distance(distance.features(image), targets.get(level)).toFloatArray();
	}

	/** What a candidate needs: a dense block holds its growing input twice, and the upsampled stage a few maps. */
	private long candidateBytes(final int level, final NDArray conditioning) {
		final ModelConfig config = model.config();
		final LevelConfig size = config.levels().get(level);
		final long pixels = conditioning == null ? outputPixels(level) : conditioning.getShape().get(2) * conditioning
			.getShape().get(3);
		final long perPixel = 3L * size.channels() + 3L * (size.channels() + 4L * size.growth()) + 4L * 3 * size.channels();
		return 4 * pixels * perPixel;
	}

	private long outputPixels(final int level) {
		final Shape shape = inputs.get(inputs.size() - 1).getShape();
		final long pixels = shape.get(2) * shape.get(3);
		return inputs.size() > 1 ? pixels : pixels << 2 * level;
	}
}
