package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Json;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.Pyramid;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Checkpoint;
import org.chimle.engine.model.CheckpointFile;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.Rescoring;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.model.TrainingState;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Values;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MixedPrecisionTest {

	private static final int SEARCHES = 12;

	/** Another winner may only be as much farther as the shortest format, with 8 bits, can be wrong by. */
	private static final double TOLERANCE = 0.01;

	@TempDir
	private Path folder;

	@ParameterizedTest
	@EnumSource(Task.class)
	void itFindsTheWinnersOfFloat32(final Task task) {
		requireSameWinners("cpu", Precision.FLOAT16, task, SearchStrategy.CHIMLE);
	}

	@ParameterizedTest
	@EnumSource(Task.class)
	void itFindsThemWithEightBits(final Task task) {
		requireSameWinners("cpu", Precision.BFLOAT16, task, SearchStrategy.CHIMLE);
	}

	@ParameterizedTest
	@EnumSource(value = SearchStrategy.class, names = { "CIMLE", "NO_ITERATIVE_COMBINATION", "NO_PARTIAL_EVALUATION" })
	void itFindsThemByEveryStrategy(final SearchStrategy strategy) {
		requireSameWinners("cpu", Precision.BFLOAT16, Task.SUPER_RESOLUTION, strategy);
	}

	@ParameterizedTest
	@EnumSource(Task.class)
	@Tag("gpu")
	void itFindsThemOnAGpu(final Task task) {
		assumeTrue(Torch.devices().size() > 1, "PyTorch finds no GPU on this computer");
		requireSameWinners("gpu 0", Precision.FLOAT16, task, SearchStrategy.CHIMLE);
	}

	private static void requireSameWinners(final String device, final Precision look, final Task task,
		final SearchStrategy strategy)
	{
		final TrainingConfig config = config(strategy, true);
		final ModelConfig model = TinyModels.config(task);
		int same = 0;
		Rescoring rescoring = Rescoring.NONE;
		try (NDManager manager = Torch.open(device);
				Parameters parameters = new Parameters(TowerImplicitModel.layout(model), Initialisation.draw(model, 1), manager);
				SearchWeights half = SearchWeights.of(parameters, look, manager))
		{
			final TrainingContext context = new TrainingContext(new TowerImplicitModel(model), config, Distances.of(config
				.distance(), manager), manager, Long.MAX_VALUE, new JobControl());
			search(context, half, example(task, 0), 0); // weights keep what is made of them
			final int arrays = manager.getManagedArrays().size();
			for (int i = 0; i < SEARCHES; i++) {
				final Example example = example(task, i % 4);
				final CodeSearch.Found exact = search(context, new SearchWeights(half.exact(), null), example, i);
				final CodeSearch.Found found = search(context, half, example, i);
				assertEquals(Rescoring.NONE, exact.rescoring());
				rescoring = rescoring.plus(found.rescoring());
				if (found.code().equals(exact.code())) same++;
				for (int l = 0; l < 2; l++) {
					assertEquals(exact.distances().get(l), found.distances().get(l), TOLERANCE * exact.distances().get(l),
						"search " + i + ", level " + l);
				}
			}
			assertEquals(arrays, manager.getManagedArrays().size());
		}
		assertTrue(same >= SEARCHES - 1, same + " of " + SEARCHES);
		assertEquals((long) SEARCHES * (strategy == SearchStrategy.CIMLE ? 1 : 2), rescoring.searches());
	}

	@Test
	void normalisationLeavesNoRangeOfFloat16() {
		try (NDManager manager = Torch.open("cpu")) {
			Scope.run(() -> {
				// The squares of these exceed 65504, and so do their sums.
				final NDArray x = manager.arange(0f, 32 * 32).reshape(1, 1, 32, 32).add(1000);
				final NDArray half = x.toType(DataType.FLOAT16, false);
				final NDArray scale = manager.ones(new Shape(1, 1));
				final NDArray exact = Ops.adaptiveInstanceNorm(x, scale, scale, 1e-5);
				final NDArray rough = Ops.adaptiveInstanceNorm(half, scale.toType(DataType.FLOAT16, false), scale, 1e-5);
				assertEquals(DataType.FLOAT16, rough.getDataType());
				assertArrayEquals(Ops.values(exact), Ops.values(Ops.asFloat(rough)), 4e-3f);
			});
		}
	}

	@Test
	void aTrainingSaysOnceHowOftenItChoseAnewAndResumesExactly() {
		final TrainingConfig config = config(SearchStrategy.CHIMLE, true);
		final List<String> said = new ArrayList<>();
		final List<Checkpoint> taken = new ArrayList<>();
		final SavedModel whole = train(config, new TrainingStart.Anew(), new Checkpoints(checkpoint -> {
			CheckpointFile.write(checkpoint, folder.resolve("c"));
			taken.add(CheckpointFile.read(folder.resolve("c")));
		}, Duration.ZERO, System::nanoTime), said);
		assertTrue(whole.training().config().mixedPrecision());
		final boolean quick = quick() != Precision.FLOAT32;
		assertEquals(quick ? 2 : 0, said.size(), said.toString());
		if (quick) assertEquals("Steps are computed in bfloat16, the parameters in float32.", said.get(0));
		final List<String> rescored = said.subList(quick ? 1 : 0, said.size());
		// Two blocks of six pairs with two levels each; searches of held-out pairs do not count.
		for (final String line : rescored) {
			assertTrue(line.matches("Of 24 comparisons of candidates in bfloat16, \\d+ \\(.+ %\\) had another winner when the 4 " +
				"nearest were compared in float32\\."), line);
		}
		for (final int i : new int[] { 2, 5, 7, taken.size() - 4 }) {
			final List<String> again = new ArrayList<>();
			assertArrayEquals(whole.parameters(), train(config, new TrainingStart.Resumed(taken.get(i)),
				Checkpoints.none(), again).parameters());
			assertEquals("Resuming", again.get(0).substring(0, 8));
			assertEquals(said, again.subList(1, again.size()));
		}
		final String refusal = assertThrows(InvalidInputException.class, () -> train(config(SearchStrategy.CHIMLE, false),
			new TrainingStart.Resumed(taken.get(2)), Checkpoints.none(), said)).getMessage();
		assertTrue(refusal.contains("mixed precision true, not false"), refusal);
	}

	@Test
	void stepsGoOnInTheFormatTheyBeganIn() {
		final List<Checkpoint> taken = new ArrayList<>();
		train(config(SearchStrategy.CHIMLE, true), new TrainingStart.Anew(), all(taken), new ArrayList<>());
		for (final Checkpoint checkpoint : taken) assertEquals(quick(), checkpoint.state().precision());
		final Checkpoint middle = taken.get(5);
		final TrainingState state = middle.state();
		taken.clear();
		train(config(SearchStrategy.CHIMLE, true), new TrainingStart.Resumed(new Checkpoint(middle.run(), new TrainingState(state
			.steps(), state.refresh(), state.blockStart(), state.codes(), state.lossSums(), state.lossCount(), state
				.validationLoss(), state.losses(), state.rescoring(), Precision.FLOAT32), middle.parameters(), middle.mean(), middle
					.variance())), all(taken), new ArrayList<>());
		for (final Checkpoint checkpoint : taken) assertEquals(Precision.FLOAT32, checkpoint.state().precision());
	}

	private static Checkpoints all(final List<Checkpoint> taken) {
		return new Checkpoints(checkpoint -> taken.add(new Checkpoint(checkpoint.run(), checkpoint.state(), copy(checkpoint
			.parameters()), copy(checkpoint.mean()), copy(checkpoint.variance()))), Duration.ZERO, System::nanoTime);
	}

	private static Values copy(final Values values) {
		return Values.of(values.copy());
	}

	/** @return the format that this computer's processor is quick with */
	private static Precision quick() {
		try (NDManager manager = Torch.open("cpu")) {
			return Precision.quick(manager);
		}
	}

	@Test
	void configurationsFromBeforeItAreFloat32() {
		final TrainingConfig config = config(SearchStrategy.CHIMLE, true);
		final String json = Json.write(config);
		assertEquals(config, Json.read("configuration", json, TrainingConfig.class));
		final String earlier = json.replaceAll(",\\s*\"mixedPrecision\": true", "");
		assertFalse(earlier.contains("half"));
		assertEquals(config(SearchStrategy.CHIMLE, false), Json.read("configuration", earlier, TrainingConfig.class));
	}

	private static TrainingConfig config(final SearchStrategy strategy, final boolean half) {
		return config(TinyModels.training(strategy, 2), List.of(20, 12), half);
	}

	private static TrainingConfig config(final TrainingConfig tiny, final List<Integer> samples, final boolean half) {
		return new TrainingConfig(tiny.distance(), tiny.search(), samples, tiny.epochs(), 3, tiny.pairsPerRefresh(), tiny
			.batch(), tiny.patch(), tiny.validationShare(), tiny.learningRate(), tiny.mappingRateFactor(), tiny.augment(), tiny
				.seed(), tiny.searchMemoryMiB(), half);
	}

	private static Example example(final Task task, final int index) {
		final ImagePair pair = TinyModels.pairs(4, task).get(index);
		return new Example(index, task == Task.SUPER_RESOLUTION ? List.of(pair.input()) : Pyramid.of(pair.input(), 2), Pyramid
			.of(pair.target(), 2), null);
	}

	private static CodeSearch.Found search(final TrainingContext context, final SearchWeights weights,
		final Example example, final long seed)
	{
		return Scope.get(() -> CodeSearches.of(context.config()).search(new Candidates(context, weights, example,
			new SearchMemory(1 << 24, context.manager().getDevice()), level -> {}), seed));
	}

	private static SavedModel train(final TrainingConfig config, final TrainingStart start,
		final Checkpoints checkpoints, final List<String> said)
	{
		final ModelConfig model = TinyModels.config(Task.SUPER_RESOLUTION);
		return new Trainer(model, config, "cpu").train(TinyModels.pairs(8, Task.SUPER_RESOLUTION), TinyModels.unitRanges(
			model), start, checkpoints, new JobMonitor(event -> {
				if (event instanceof JobEvent.Message message) said.add(message.text());
			}, new JobControl()));
	}
}
