package org.chimle.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.Arrays;
import java.util.List;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;
import org.junit.jupiter.api.Test;

class InitialisationTest {

	private static final ModelConfig CONFIG = TinyModels.config(Task.GENERIC);

	@Test
	void theSeedDecidesTheValues() {
		assertArrayEquals(Initialisation.draw(CONFIG, 1), Initialisation.draw(CONFIG, 1));
		assertFalse(Arrays.equals(Initialisation.draw(CONFIG, 1), Initialisation.draw(CONFIG, 2)));
	}

	@Test
	void outputsStartAtTheMeanOfTheTargets() {
		final float[] image = output(0.15f, 11);
		double mean = 0;
		for (final float value : image) mean += value / image.length;
		assertEquals(0.15, mean, 0.05);
	}

	@Test
	void theGlobalCodeReachesTheOutputFromTheStart() {
		final float[] one = output(0.5f, 11);
		final float[] other = output(0.5f, 12);
		double difference = 0;
		for (int i = 0; i < one.length; i++) difference += Math.abs(one[i] - other[i]) / one.length;
		assertTrue(difference > 1e-4, "mean difference " + difference);
	}

	/** The first level's image for a zero local code and the global code of a seed. */
	private static float[] output(final float mean, final long seed) {
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(TowerImplicitModel.layout(CONFIG), Initialisation.draw(CONFIG, 3,
					new float[] { mean }), manager);
				Weights weights = parameters.folded(manager))
		{
			return Scope.get(() -> {
				final NDArray input = Ops.tensor(manager, TinyModels.noise(1, 16, 1).data(), 1, 1, 16, 16);
				final LevelCode code = new LevelCode(LevelCode.of(manager, CONFIG, List.of(seed), 16, 16).global(), LevelCode.of(
					manager, CONFIG, List.of(CodeNoise.ZERO), 16, 16).local());
				final TowerImplicitModel model = new TowerImplicitModel(CONFIG);
				return Ops.values(model.image(input, model.forward(0, weights, input, code, null)));
			});
		}
	}
}
