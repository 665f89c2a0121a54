package org.chimle.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.Reference;
import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.tensor.Adam;
import org.chimle.engine.tensor.Loop;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.TrackedWeights;
import org.chimle.engine.tensor.WeightGradients;
import org.chimle.engine.tensor.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model, its gradients and Adam against numbers of the authors' implementation. */
class TowerParityTest {

	private NDManager manager;
	private Reference reference;
	private ModelConfig config;
	private TowerImplicitModel model;

	@ParameterizedTest
	@CsvSource({ "tim_super_resolution, SUPER_RESOLUTION", "tim_generic, GENERIC",
		"tim_colourization, COLOURIZATION" })
	void reproducesOutputsGradientsAndThreeAdamSteps(final String name, final Task task) {
		try (NDManager opened = Torch.open("cpu")) {
			manager = opened;
			reference = Reference.arrays(manager, name);
			final JsonObject json = Reference.json(name);
			config = config(task, json);
			model = new TowerImplicitModel(config);
			final ParameterLayout layout = TowerImplicitModel.layout(config);
			try (Parameters parameters = new Parameters(layout, flat(layout, "param/"), manager)) {
				assertOutputs(parameters);
				final double rate = json.get("learning_rate").getAsDouble();
				final Adam adam = new Adam(parameters, TowerImplicitModel.mappingOffset(config), json.get(
					"mapping_lr_multiplier").getAsDouble());
				for (int step = 1; step <= 3; step++) {
					final int number = step;
					Scope.run(() -> {
						try (Weights folded = parameters.folded(manager); TrackedWeights weights = folded.tracked()) {
							final NDArray loss = Torch.recording(() -> loss(forward(weights)));
							assertEquals(reference.values("loss/step" + number)[0], Ops.value(loss), 2e-5 * Ops.value(loss));
							try (WeightGradients gradients = weights.gradients(loss)) {
								final NDArray gradient = parameters.gradient(gradients);
								if (number == 1) assertGradients(layout, Ops.values(gradient));
								adam.step(gradient, rate, Loop.SERIAL);
							}
						}
					});
				}
				assertParameters(flat(layout, "adam3/"), parameters.toArray(), rate);
			}
		}
	}

	private static ModelConfig config(final Task task, final JsonObject json) {
		final List<LevelConfig> levels = new ArrayList<>();
		for (int l = 0; l < json.get("levels").getAsInt(); l++) {
			levels.add(new LevelConfig(json.getAsJsonArray("num_residual_channels").get(l).getAsInt(), json.getAsJsonArray(
				"num_dense_channels").get(l).getAsInt()));
		}
		return new ModelConfig(task, json.get("in_nc").getAsInt(), json.get("out_nc").getAsInt(), json.get("code_nc")
			.getAsInt(), json.get("map_nc").getAsInt(), json.get("latent_nc").getAsInt(), json.get("num_blocks")
				.getAsInt(), levels);
	}

	private float[] flat(final ParameterLayout layout, final String prefix) {
		final float[] flat = new float[layout.size()];
		for (final ParameterLayout.Entry entry : layout.entries()) {
			final float[] values = reference.values(prefix + entry.name());
			assertEquals(entry.size(), values.length, entry.name());
			System.arraycopy(values, 0, flat, entry.offset(), values.length);
		}
		return flat;
	}

	private record Level(NDArray conditioning, LevelState state) {}

	private List<Level> forward(final Weights weights) {
		final List<NDArray> inputs = new ArrayList<>();
		for (int l = 1; reference.has("input/" + l); l++) inputs.add(reference.get("input/" + l));
		final List<Level> result = new ArrayList<>();
		LevelState below = null;
		for (int l = 0; l < config.levelCount(); l++) {
			final NDArray conditioning = model.conditioning(l, inputs, below);
			final NDArray code = reference.get("code/" + (l + 1));
			final NDArray global = Ops.slice(code, 1, 0, config.globalCode());
			final long h = conditioning.getShape().get(2);
			final long w = conditioning.getShape().get(3);
			final NDArray local = Ops.slice(code, 1, config.globalCode(), code.getShape().get(1)).reshape(code.getShape().get(
				0), config.codeChannels(), h, w);
			below = model.forward(l, weights, conditioning, new LevelCode(global, local), below);
			result.add(new Level(conditioning, below));
		}
		return result;
	}

	private void assertOutputs(final Parameters parameters) {
		Scope.run(() -> {
			try (Weights weights = parameters.folded(manager)) {
				final List<Level> levels = forward(weights);
				for (int l = 0; l < levels.size(); l++) {
					final Level level = levels.get(l);
					final NDArray output = config.task() == Task.COLOURIZATION ? TowerImplicitModel.withLightness(level
						.conditioning, level.state.output()) : model.image(level.conditioning, level.state);
					final float[] expected = reference.values("output/" + (l + 1));
					final float[] actual = Ops.values(output);
					assertEquals(expected.length, actual.length);
					for (int i = 0; i < expected.length; i++) assertEquals(expected[i], actual[i], 1e-5);
				}
			}
		});
	}

	private NDArray loss(final List<Level> levels) {
		NDArray loss = null;
		for (int l = 0; l < levels.size(); l++) {
			final NDArray image = model.image(levels.get(l).conditioning, levels.get(l).state);
			final NDArray term = image.sub(reference.get("target/" + (l + 1))).square().mean();
			loss = loss == null ? term : loss.add(term);
		}
		return loss;
	}

	private void assertGradients(final ParameterLayout layout, final float[] gradient) {
		for (final ParameterLayout.Entry entry : layout.entries()) {
			final boolean takesPart = reference.has("grad/" + entry.name());
			final float[] expected = takesPart ? reference.values("grad/" + entry.name()) : new float[entry.size()];
			double norm = 0;
			double error = 0;
			for (int i = 0; i < expected.length; i++) {
				final double difference = gradient[entry.offset() + i] - expected[i];
				norm += expected[i] * expected[i];
				error += difference * difference;
			}
			// The bias before an instance norm has no gradient but rounding, hence the absolute term.
			assertTrue(Math.sqrt(error) <= 1e-4 * Math.sqrt(norm) + 1e-8, entry.name() + ": error " + Math.sqrt(error) +
				", norm " + Math.sqrt(norm));
		}
	}

	private static void assertParameters(final float[] expected, final float[] actual, final double rate) {
		int close = 0;
		double largest = 0;
		for (int i = 0; i < expected.length; i++) {
			final double difference = Math.abs(expected[i] - actual[i]);
			if (difference <= 1e-6) close++;
			largest = Math.max(largest, difference);
		}
		assertTrue(close >= 0.999 * expected.length, close + " of " + expected.length + " parameters agree");
		assertTrue(largest <= 3 * rate, "largest difference " + largest);
	}
}
