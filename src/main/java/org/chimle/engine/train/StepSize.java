package org.chimle.engine.train;

import java.util.List;

import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.tensor.ParameterLayout;

/**
 * What decides how much memory a training step takes.
 *
 * @param activations numbers that the backward pass needs for one pair: the inputs of convolutions, activations and
 *          normalisations; the distance, which adds little to that, is left out
 * @param weights parameters of the network
 * @param batch pairs of the step
 */
record StepSize(long activations, long weights, int batch) {

	private static final int DENSE_BLOCKS = 3;

	/**
	 * @param config the architecture
	 * @param layout its parameters
	 * @param batch the pairs of the step
	 */
	static StepSize of(final ModelConfig config, final ParameterLayout layout, final List<Example> batch) {
		final List<FloatImage> targets = batch.get(0).targets();
		long activations = 0;
		for (int l = 0; l < targets.size(); l++) {
			final FloatImage target = targets.get(l);
			final long pixels = (long) target.height() * target.width();
			final LevelConfig size = config.levels().get(l);
			activations += switch (config.task()) {
				case SUPER_RESOLUTION -> pixels / 4 * body(config.blocks(), size) + pixels * up(size);
				case GENERIC, COLOURIZATION -> pixels * (body(config.blocks(), size) + 4 * up(size));
			};
		}
		return new StepSize(activations, layout.size(), batch.size());
	}

	/** @return numbers per pixel that a level works on */
	private static long body(final int blocks, final LevelConfig size) {
		final long c = size.channels();
		final long g = size.growth();
		final long dense = 5 * c + 10 * g + 4 * g; // inputs of five convolutions and of four activations
		return blocks * (DENSE_BLOCKS * dense + c) + 2 * c;
	}

	/** @return numbers per pixel of the upsampled image: inputs of three convolutions and of two activations */
	private static long up(final LevelConfig size) {
		return 5L * size.channels();
	}
}
