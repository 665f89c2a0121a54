package org.chimle.engine.model;

import java.util.Random;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.ParameterLayout.Convolution;
import org.chimle.engine.tensor.ParameterLayout.Entry;
import org.chimle.engine.tensor.ParameterLayout.Linear;

/**
 * How parameters start. Convolutions: direction uniform in +-1/sqrt(fan-in), length that of the direction, bias 0.
 * Fully connected layers: normal with standard deviation 0.1 sqrt(2/fan-in), bias 0. These are the values the authors'
 * networks start from in effect.
 */
public final class Initialisation {

	private static final double LINEAR_SCALE = 0.1;

	private Initialisation() {}

	/**
	 * @param config the architecture
	 * @param seed makes the values reproducible
	 * @return all parameters in the order of the layout
	 */
	public static float[] draw(final ModelConfig config, final long seed) {
		final ParameterLayout layout = TowerImplicitModel.layout(config);
		final float[] values = new float[layout.size()];
		final Random random = new Random(CodeNoise.mix(seed, layout.size()));
		for (final Convolution convolution : layout.convolutions()) draw(convolution, values, random);
		for (final Linear linear : layout.linears()) {
			final Entry weight = linear.weight();
			final double deviation = LINEAR_SCALE * Math.sqrt(2.0 / weight.shape().get(1));
			for (int i = 0; i < weight.size(); i++) values[weight.offset() + i] = (float) (deviation * random.nextGaussian());
		}
		return values;
	}

	private static void draw(final Convolution convolution, final float[] values, final Random random) {
		final Entry direction = convolution.weightV();
		final int outputs = direction.shape().get(0);
		final int fanIn = direction.size() / outputs;
		final double bound = 1 / Math.sqrt(fanIn);
		for (int o = 0; o < outputs; o++) {
			double square = 0;
			for (int i = 0; i < fanIn; i++) {
				final float value = (float) (bound * (2 * random.nextDouble() - 1));
				values[direction.offset() + o * fanIn + i] = value;
				square += value * value;
			}
			values[convolution.weightG().offset() + o] = (float) Math.sqrt(square);
		}
	}
}
