package org.chimle.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import org.chimle.engine.TinyModels;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.TrackedWeights;
import org.chimle.engine.tensor.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsampledConvolutionTest {

	/** Kernels of 16 channels and more lie in another order in memory than smaller ones. */
	@ParameterizedTest
	@CsvSource({ "1, 3, 2, 5, 4", "2, 2, 3, 1, 1", "2, 16, 16, 3, 7", "1, 17, 20, 6, 1" })
	void itIsTheConvolutionOfTheEnlargedImage(final int n, final int in, final int out, final int height,
		final int width)
	{
		final Convolution convolution = new Convolution("c", in, out);
		final ParameterLayout layout = new ParameterLayout();
		convolution.declare(layout);
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(layout, values(layout.size(), 1), manager);
				Weights weights = parameters.folded(manager);
				Weights rough = weights.in(Precision.BFLOAT16, manager))
		{
			Scope.run(() -> {
				final NDArray x = Ops.tensor(manager, values(n * in * height * width, 2), n, in, height, width);
				final UpsampledConvolution upsampled = new UpsampledConvolution(convolution);
				final NDArray whole = convolution.activated(weights, Ops.upsampleNearest(x));
				final NDArray phases = upsampled.activated(weights, x);
				assertEquals(whole.getShape(), phases.getShape());
				assertArrayEquals(Ops.values(whole), Ops.values(phases), 1e-5f);
				assertArrayEquals(Ops.values(whole), Ops.values(Ops.asFloat(upsampled.activated(rough, rough.cast(x)))), 0.2f);
				try (TrackedWeights tracked = weights.tracked()) {
					assertArrayEquals(Ops.values(whole), Ops.values(upsampled.activated(tracked, x)));
				}
			});
		}
	}

	private static float[] values(final int count, final int seed) {
		final float[] noise = TinyModels.noise(1, 64, seed).data();
		final float[] values = new float[count];
		for (int i = 0; i < count; i++) values[i] = noise[i % noise.length] - 0.4f;
		return values;
	}
}
