package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradientStepTest {

	/** No plan fits, so that the last one is taken. */
	private static final long NOTHING = 1;

	private final List<String> messages = new ArrayList<>();

	/** Losses and gradient of a batch, and arrays left on the device. */
	private record Step(double[] losses, float[] gradient, int arrays) {}

	private Step step(final Task task, final int pairs, final long memory) {
		return step(task, pairs, memory, Precision.FLOAT32);
	}

	private Step step(final Task task, final int pairs, final long memory, final Precision precision) {
		final ModelConfig tiny = TinyModels.config(task);
		final ModelConfig model = new ModelConfig(task, 1, tiny.outputChannels(), 2, 4, 8, 2, List.of(new LevelConfig(6, 4),
			new LevelConfig(5, 3)));
		final TrainingConfig config = TinyModels.training(SearchStrategy.CHIMLE, 1);
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) messages.add(message.text());
		}, new JobControl());
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(TowerImplicitModel.layout(model), Initialisation.draw(model, 1), manager);
				GradientStep gradients = new GradientStep(new TrainingContext(new TowerImplicitModel(model), config, Distances.of(
					config.distance(), manager), manager, memory, monitor.control()), parameters, precision, monitor))
		{
			final List<Example> batch = new Examples(TinyModels.pairs(4, task), model, config).block(0).subList(0, pairs).stream()
				.map(example -> example.withCode(LatentCode.ofSample(1, (int) example.id(), 2))).toList();
			final int before = arrays(manager, parameters);
			final Step first = Scope.get(() -> {
				final GradientStep.Result result = gradients.of(batch);
				return new Step(result.losses(), Ops.values(result.gradient()), 0);
			});
			gradients.forgetTargets();
			return new Step(first.losses, first.gradient, arrays(manager, parameters) - before);
		}
	}

	private static int arrays(final NDManager manager, final Parameters parameters) {
		return manager.getManagedArrays().size() + parameters.flat().getManager().getManagedArrays().size();
	}

	@ParameterizedTest
	@EnumSource(Task.class)
	void computingAgainGivesTheSameGradient(final Task task) {
		assertSame(step(task, 1, Long.MAX_VALUE), step(task, 1, NOTHING));
		assertEquals(List.of(
			"The memory is small for training steps of this size; they are taken with intermediate results computed twice " +
				"instead of kept, which takes about a third longer."), messages);
	}

	@ParameterizedTest
	@EnumSource(Task.class)
	void soDoSeveralPartsOneAfterTheOther(final Task task) {
		assertSame(step(task, 3, Long.MAX_VALUE), step(task, 3, NOTHING));
	}

	@ParameterizedTest
	@EnumSource(Task.class)
	void computingAgainGivesTheSameGradientInAShorterFormat(final Task task) {
		assertSame(step(task, 1, Long.MAX_VALUE, Precision.BFLOAT16), step(task, 1, NOTHING, Precision.BFLOAT16));
	}

	/** Bfloat16 has eight bits, so that a number is wrong by up to 0.4 %; errors of many numbers even out. */
	@ParameterizedTest
	@EnumSource(Task.class)
	void aShorterFormatGivesNearlyTheSame(final Task task) {
		final Step exact = step(task, 3, Long.MAX_VALUE);
		final Step quick = step(task, 3, Long.MAX_VALUE, Precision.BFLOAT16);
		for (int l = 0; l < exact.losses.length; l++) assertEquals(exact.losses[l], quick.losses[l], 0.01 * exact.losses[l]);
		double square = 0;
		double difference = 0;
		for (int i = 0; i < exact.gradient.length; i++) {
			square += exact.gradient[i] * exact.gradient[i];
			difference += Math.pow(quick.gradient[i] - exact.gradient[i], 2);
		}
		assertEquals(0, Math.sqrt(difference / square), 0.05);
		assertTrue(difference > 0, "it was computed in the shorter format");
		assertEquals(0, quick.arrays);
	}

	private static void assertSame(final Step expected, final Step actual) {
		double square = 0;
		for (final float value : expected.gradient) square += value * value;
		assertTrue(square > 0.01, "norm of the gradient");
		assertArrayEquals(expected.losses, actual.losses, 1e-6);
		assertArrayEquals(expected.gradient, actual.gradient, 1e-6f * (float) Math.sqrt(square));
		assertEquals(0, expected.arrays);
		assertEquals(0, actual.arrays);
	}
}
