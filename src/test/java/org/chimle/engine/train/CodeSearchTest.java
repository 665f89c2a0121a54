package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.Pyramid;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.model.CodeNoise;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.LevelCode;
import org.chimle.engine.model.LevelState;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeSearchTest {

	private static final long SEED = 77;

	private NDManager manager;

	@BeforeEach
	void open() {
		manager = Torch.open("cpu");
	}

	@AfterEach
	void close() {
		manager.close();
	}

	@ParameterizedTest
	@EnumSource(Task.class)
	void hierarchicalSearchFindsWhatRecomputingAllLevelsForEveryCandidateFinds(final Task task) {
		final TrainingConfig config = TinyModels.training(SearchStrategy.CHIMLE, 1);
		final TrainingContext context = context(task, config);
		final Example example = example(task, 0);
		try (Parameters parameters = parameters(task); Weights weights = parameters.folded(manager)) {
			final CodeSearch.Found found = search(context, weights, example, config);
			LatentCode expected = new LatentCode(0, 0);
			for (int level = 0; level < 2; level++) {
				double best = Double.POSITIVE_INFINITY;
				LatentCode winner = null;
				for (int i = 0; i < config.samplesPerLevel().get(level); i++) {
					final LatentCode candidate = expected.with(level, CodeNoise.mix(SEED, level, i));
					final double distance = distances(context, weights, example, candidate).get(level);
					if (distance < best) {
						best = distance;
						winner = candidate;
					}
				}
				expected = winner;
				assertEquals(best, found.distances().get(level), 1e-5);
			}
			assertEquals(expected, found.code());
		}
	}

	@ParameterizedTest
	@EnumSource(SearchStrategy.class)
	void theReportedDistanceIsThatOfTheCodeFound(final SearchStrategy strategy) {
		final TrainingConfig config = TinyModels.training(strategy, 1);
		final TrainingContext context = context(Task.SUPER_RESOLUTION, config);
		final Example example = example(Task.SUPER_RESOLUTION, 1);
		try (Parameters parameters = parameters(Task.SUPER_RESOLUTION); Weights weights = parameters.folded(manager)) {
			final CodeSearch.Found found = search(context, weights, example, config);
			final List<Double> expected = distances(context, weights, example, found.code());
			for (int l = 0; l < 2; l++) assertEquals(expected.get(l), found.distances().get(l), 1e-5);
			assertEquals(found.code(), search(context, weights, example, config).code());
		}
	}

	@Test
	void flatSearchChoosesByTheFinalOutput() {
		final TrainingConfig config = TinyModels.training(SearchStrategy.CIMLE, 1);
		final TrainingContext context = context(Task.SUPER_RESOLUTION, config);
		final Example example = example(Task.SUPER_RESOLUTION, 2);
		try (Parameters parameters = parameters(Task.SUPER_RESOLUTION); Weights weights = parameters.folded(manager)) {
			final double found = search(context, weights, example, config).distances().get(1);
			for (int i = 0; i < 6; i++) {
				final long candidate = CodeNoise.mix(SEED, 0, i);
				final LatentCode code = new LatentCode(CodeNoise.mix(candidate, 0), CodeNoise.mix(candidate, 1));
				assertTrue(found <= distances(context, weights, example, code).get(1) + 1e-6);
			}
		}
	}

	@Test
	void strategiesDifferAndZeroCodeIsZero() {
		final Example example = example(Task.SUPER_RESOLUTION, 3);
		try (Parameters parameters = parameters(Task.SUPER_RESOLUTION); Weights weights = parameters.folded(manager)) {
			final List<LatentCode> codes = new ArrayList<>();
			for (final SearchStrategy strategy : SearchStrategy.values()) {
				final TrainingConfig config = TinyModels.training(strategy, 1);
				codes.add(search(context(Task.SUPER_RESOLUTION, config), weights, example, config).code());
			}
			assertEquals(new LatentCode(CodeNoise.ZERO, CodeNoise.ZERO), codes.get(SearchStrategy.ZERO_CODE.ordinal()));
			assertNotEquals(codes.get(0), codes.get(1));
		}
	}

	@Test
	void theSearchTellsAtWhichLevelItIs() {
		final TrainingConfig config = TinyModels.training(SearchStrategy.CHIMLE, 1);
		final List<Integer> levels = new ArrayList<>();
		try (Parameters parameters = parameters(Task.GENERIC); Weights weights = parameters.folded(manager)) {
			search(context(Task.GENERIC, config), weights, example(Task.GENERIC, 0), config, levels::add);
		}
		assertEquals(List.of(1, 2), levels);
	}

	@ParameterizedTest
	@EnumSource(SearchStrategy.class)
	void fiftySearchesLeaveNoArrayBehind(final SearchStrategy strategy) {
		final TrainingConfig config = TinyModels.training(strategy, 1);
		final TrainingContext context = context(Task.GENERIC, config);
		final Example example = example(Task.GENERIC, 0);
		try (Parameters parameters = parameters(Task.GENERIC); Weights weights = parameters.folded(manager)) {
			search(context, weights, example, config); // weights keep what is made of them
			final int before = manager.getManagedArrays().size();
			for (int i = 0; i < 50; i++) {
				search(context, weights, example, config);
				assertEquals(before, manager.getManagedArrays().size());
			}
		}
	}

	private TrainingContext context(final Task task, final TrainingConfig config) {
		return new TrainingContext(new TowerImplicitModel(TinyModels.config(task)), config, Distances.of(config.distance(),
			manager), manager, Long.MAX_VALUE, new JobControl());
	}

	private Parameters parameters(final Task task) {
		return new Parameters(TowerImplicitModel.layout(TinyModels.config(task)), Initialisation.draw(TinyModels.config(
			task), 1), manager);
	}

	private static Example example(final Task task, final int index) {
		final ImagePair pair = TinyModels.pairs(4, task).get(index);
		return new Example(index, task == Task.SUPER_RESOLUTION ? List.of(pair.input()) : Pyramid.of(pair.input(), 2), Pyramid
			.of(pair.target(), 2), null);
	}

	private static CodeSearch.Found search(final TrainingContext context, final Weights weights, final Example example,
		final TrainingConfig config)
	{
		return search(context, weights, example, config, level -> {});
	}

	private static CodeSearch.Found search(final TrainingContext context, final Weights weights, final Example example,
		final TrainingConfig config, final IntConsumer levels)
	{
		return Scope.get(() -> CodeSearches.of(config).search(new Candidates(context, new SearchWeights(weights, null),
			example, new SearchMemory(1 << 24, Device.cpu()), levels), SEED));
	}

	/** All levels anew for one code, the plain definition. */
	private List<Double> distances(final TrainingContext context, final Weights weights, final Example example,
		final LatentCode code)
	{
		return Scope.get(() -> {
			final List<NDArray> inputs = Batch.stack(manager, List.of(example.inputs()));
			final List<NDArray> targets = Batch.stack(manager, List.of(example.targets()));
			final List<Double> result = new ArrayList<>();
			LevelState below = null;
			for (int l = 0; l < 2; l++) {
				final NDArray conditioning = context.model().conditioning(l, inputs, below);
				final LevelCode levelCode = LevelCode.of(manager, context.model().config(), List.of(code.seed(l)),
					(int) conditioning.getShape().get(2), (int) conditioning.getShape().get(3));
				below = context.model().forward(l, weights, conditioning, levelCode, below);
				result.add((double) context.distance().distance(context.distance().features(context.model().image(conditioning,
					below)), context.distance().features(targets.get(l))).getFloat());
			}
			return result;
		});
	}
}
