package org.chimle.engine.model;

import java.util.List;
import java.util.Random;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.tensor.ParameterLayout;

/** Tiny models with a layout of their own, so that tests of the file do not depend on the network. */
final class TestModels {

	private TestModels() {}

	/** @return two parameters, whose size depends on the configuration */
	static ParameterLayout layout(final ModelConfig config) {
		final ParameterLayout layout = new ParameterLayout();
		layout.addLinear("level_1_feat", 18, config.levels().get(0).channels());
		return layout;
	}

	static SavedModel model() {
		return model(3);
	}

	/** @return a model with random weights, the same for the same number of channels */
	static SavedModel model(final int channels) {
		final ModelConfig config = new ModelConfig(Task.SUPER_RESOLUTION, 1, 1, 5, 4, 4, 1, List.of(new LevelConfig(channels,
			2)));
		final Normalisation normalisation = new Normalisation(List.of(new IntensityRange(10.5, 4000)), List.of(
			new IntensityRange(-3, 1e6)));
		final TrainingConfig training = new TrainingConfig(DistanceKind.LEARNED, SearchStrategy.CHIMLE, List.of(7), 3, 10,
			20, 1, 32, 0.1, 1e-4, 0.01, true, 42, 64, false);
		final TrainingRecord record = new TrainingRecord("CHIMLE 0.1.0", "2026-01-01T00:00:00Z", training, List.of("a.tif",
			"b \u00b5m.tif"), List.of("c.tif"), 30, List.of(0.25), false);
		final float[] parameters = new float[layout(config).size()];
		final Random random = new Random(channels);
		for (int i = 0; i < parameters.length; i++) parameters[i] = (float) random.nextGaussian();
		return new SavedModel(config, normalisation, record, parameters);
	}
}
