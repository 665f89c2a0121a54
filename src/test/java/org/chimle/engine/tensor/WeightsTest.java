package org.chimle.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.Arrays;

import org.chimle.engine.TinyModels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightsTest {

	@ParameterizedTest
	@EnumSource(value = Precision.class, names = "FLOAT32", mode = EnumSource.Mode.EXCLUDE)
	void layersThatAreKeptExactAreNotRounded(final Precision shorter) {
		final ParameterLayout layout = new ParameterLayout();
		layout.addConvolution("inner", 2, 3, 3, 1);
		layout.addConvolution("head", 2, 3, 3, 1);
		layout.keepExact("head");
		layout.addLinear("linear", 2, 3);
		final float[] values = Arrays.copyOf(TinyModels.noise(1, 12, 1).data(), layout.size());
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(layout, values, manager);
				Weights exact = parameters.folded(manager);
				Weights rounded = exact.in(shorter, manager))
		{
			Scope.run(() -> {
				for (final String layer : new String[] { "head", "linear" }) {
					assertArrayEquals(exact.weight(layer).toFloatArray(), rounded.weight(layer).toFloatArray());
					assertArrayEquals(exact.bias(layer).toFloatArray(), rounded.bias(layer).toFloatArray());
				}
				final NDArray inner = Ops.asFloat(rounded.weight("inner"));
				assertArrayEquals(exact.weight("inner").toFloatArray(), inner.toFloatArray(), 0.01f);
				assertFalse(Arrays.equals(exact.weight("inner").toFloatArray(), inner.toFloatArray()));
			});
		}
	}
}
