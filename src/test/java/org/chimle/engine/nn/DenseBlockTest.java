package org.chimle.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.Arrays;

import org.chimle.engine.TinyModels;
import org.chimle.engine.tensor.Autograd;
import org.chimle.engine.tensor.Convolutions;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenseBlockTest {

	/** Narrow kernels have another order in memory than wide ones; an image of 128 x 128 with 32 channels is large. */
	@ParameterizedTest
	@CsvSource({ "3, 2, 9, FLOAT32, 1e-5", "32, 16, 7, FLOAT32, 1e-5", "32, 32, 128, FLOAT32, 1e-5", "3, 2, 9, BFLOAT16, 0.02",
		"32, 16, 7, BFLOAT16, 0.02", "32, 32, 128, BFLOAT16, 0.02" })
	void itIsTheSameWithoutJoiningChannels(final int channels, final int growth, final int side, final Precision precision,
		final float tolerance)
	{
		final DenseBlock block = new DenseBlock("d", channels, growth);
		final ParameterLayout layout = new ParameterLayout();
		block.declare(layout);
		final float[] values = TinyModels.noise(1, 192, 1).data();
		final float[] some = new float[layout.size()];
		for (int i = 0; i < some.length; i++) some[i] = values[i % values.length] - 0.4f;
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(layout, some, manager);
				Weights exact = parameters.folded(manager);
				Weights weights = precision == Precision.FLOAT32 ? parameters.folded(manager) : exact.in(precision, manager))
		{
			assumeTrue(Convolutions.canAdd(manager, precision), "the library has no such sum here");
			final int before = manager.getManagedArrays().size();
			Scope.run(() -> {
				final NDArray x = weights.cast(Ops.channelsLast(Ops.tensor(manager, TinyModels.noise(channels, side, 2).data(), 1,
					channels, side, side)));
				final float[] joined = Ops.values(Ops.asFloat(block.joined(weights, x)));
				float largest = 0;
				for (final float value : joined) largest = Math.max(largest, Math.abs(value));
				assertArrayEquals(joined, Ops.values(Ops.asFloat(block.summed(weights, x))), tolerance * largest);
				assertArrayEquals(joined, Ops.values(Ops.asFloat(block.forward(weights, x))), tolerance * largest);
			});
			assertEquals(before, manager.getManagedArrays().size());
		}
	}

	/** As the search for codes asks for, whose weights are frozen. */
	@Test
	void gradientsOfLargeImagesGoThrough() {
		final DenseBlock block = new DenseBlock("d", 32, 16);
		final ParameterLayout layout = new ParameterLayout();
		block.declare(layout);
		final float[] some = new float[layout.size()];
		Arrays.fill(some, 0.01f);
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(layout, some, manager);
				Weights weights = parameters.folded(manager))
		{
			Scope.run(() -> {
				final NDArray image = Ops.tensor(manager, TinyModels.noise(32, 96, 2).data(), 1, 32, 96, 96);
				final NDArray small = Autograd.leaf(image);
				final NDArray joined = Torch.recording(() -> block.joined(weights, small).sum());
				final NDArray large = Autograd.leaf(image);
				final NDArray found = Torch.recording(() -> block.forward(weights, large).sum());
				assertArrayEquals(Ops.values(Autograd.gradient(joined, small)), Ops.values(Autograd.gradient(found, large)), 1e-6f);
			});
		}
	}
}
