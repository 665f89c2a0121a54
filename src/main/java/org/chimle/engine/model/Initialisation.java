package org.chimle.engine.model;

import java.util.Arrays;
import java.util.Random;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.ParameterLayout.Convolution;
import org.chimle.engine.tensor.ParameterLayout.Entry;
import org.chimle.engine.tensor.ParameterLayout.Linear;

/**
 * How parameters start. Convolutions: direction uniform in +-1/sqrt(fan-in), length that of the direction, bias 0.
 * Fully connected layers: normal with standard deviation gain * sqrt(2/fan-in), bias 0. Three things differ from the
 * authors' networks, which otherwise start the same in effect:
 * <ul>
 * <li>the mapping network keeps the size of its signal (gain 1 instead of 0.1 per layer, which after eight layers leaves
 * nothing of the global code), so that global codes matter from the first search on;</li>
 * <li>the heads start as nearly constant images of the targets' mean, because sparse images otherwise drive the tanh into
 * saturation, from which it takes thousands of steps to return;</li>
 * <li>the local code enters with little weight, so that training adds the variation it needs instead of unlearning
 * noise: IMLE never sees, and so never corrects, samples that are not nearest to an observed image.</li>
 * </ul>
 */
public final class Initialisation {

	private static final double MAPPING_GAIN = 1;
	private static final double STYLE_GAIN = 0.1;
	private static final double HEAD_GAIN = 0.1;
	private static final double LOCAL_CODE_GAIN = 0.2;
	private static final double LARGEST_HEAD_BIAS = 1.5;

	private Initialisation() {}

	/**
	 * @param config the architecture
	 * @param seed makes the values reproducible
	 * @return all parameters in the order of the layout, with heads that start in the middle of the range
	 */
	public static float[] draw(final ModelConfig config, final long seed) {
		final float[] middle = new float[config.outputChannels()];
		Arrays.fill(middle, 0.5f);
		return draw(config, seed, middle);
	}

	/**
	 * @param config the architecture
	 * @param seed makes the values reproducible
	 * @param mean what the heads start with, per output channel, in [0, 1]
	 * @return all parameters in the order of the layout
	 */
	public static float[] draw(final ModelConfig config, final long seed, final float[] mean) {
		final ParameterLayout layout = TowerImplicitModel.layout(config);
		final float[] values = new float[layout.size()];
		final Random random = new Random(CodeNoise.mix(seed, layout.size()));
		for (final Convolution convolution : layout.convolutions()) {
			final boolean head = TowerImplicitModel.isHead(convolution.name());
			draw(convolution, head ? HEAD_GAIN : 1, config, values, random);
			if (head) {
				for (int c = 0; c < mean.length; c++) {
					values[convolution.bias().offset() + c] = (float) Math.max(-LARGEST_HEAD_BIAS, Math.min(LARGEST_HEAD_BIAS,
						inverseTanh(2 * mean[c] - 1)));
				}
			}
		}
		for (final Linear linear : layout.linears()) {
			final Entry weight = linear.weight();
			final double gain = TowerImplicitModel.isMapping(linear.name()) ? MAPPING_GAIN : STYLE_GAIN;
			final double deviation = gain * Math.sqrt(2.0 / weight.shape().get(1));
			for (int i = 0; i < weight.size(); i++) values[weight.offset() + i] = (float) (deviation * random.nextGaussian());
		}
		return values;
	}

	private static double inverseTanh(final double x) {
		return 0.5 * Math.log((1 + x) / (1 - x));
	}

	private static void draw(final Convolution convolution, final double gain, final ModelConfig config,
		final float[] values, final Random random)
	{
		final Entry direction = convolution.weightV();
		final int outputs = direction.shape().get(0);
		final int fanIn = direction.size() / outputs;
		final int kernel = direction.shape().get(2) * direction.shape().get(3);
		final TowerImplicitModel.CodeChannels code = TowerImplicitModel.codeChannels(config, convolution.name());
		final double bound = 1 / Math.sqrt(fanIn);
		for (int o = 0; o < outputs; o++) {
			double square = 0;
			for (int i = 0; i < fanIn; i++) {
				final double weight = code.contains(i / kernel) ? LOCAL_CODE_GAIN : 1;
				final float value = (float) (weight * bound * (2 * random.nextDouble() - 1));
				values[direction.offset() + o * fanIn + i] = value;
				square += value * value;
			}
			values[convolution.weightG().offset() + o] = (float) (gain * Math.sqrt(square));
		}
	}
}
