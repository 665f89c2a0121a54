package org.chimle.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** The network is (v x)^3 in three segments, of which the last sees the results of the two before it. */
class RecomputingWeightsTest {

	private final List<String> computed = new ArrayList<>();

	private static ParameterLayout layout() {
		final ParameterLayout layout = new ParameterLayout();
		layout.addVector("unused", 2);
		layout.addVector("v", 1);
		return layout;
	}

	private NDArray cube(final Weights weights, final NDArray x) {
		final NDArray product = weights.segment(in -> {
			computed.add("product");
			return weights.vector("v").mul(in.get(0));
		}, x);
		final NDArray square = weights.segment(in -> {
			computed.add("square");
			return in.get(0).square();
		}, product);
		final NDArray cube = weights.segment(in -> in.get(0).mul(in.get(1)).sum(), product, square);
		product.close(); // whoever called may do so
		square.close();
		return cube;
	}

	@Test
	void theGradientIsThatOfTheWholeFromSegmentsComputedTwice() {
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(layout(), new float[] { 5, 7, 3 }, manager))
		{
			final int before = manager.getManagedArrays().size();
			Scope.run(() -> {
				final NDArray x = Ops.tensor(manager, new float[] { 2 }, 1);
				try (Weights folded = parameters.folded(manager); TrackedWeights weights = folded.recomputing()) {
					final NDArray cube = cube(weights, x);
					assertEquals(216, Ops.value(cube));
					try (WeightGradients gradients = weights.gradients(cube)) {
						assertArrayEquals(new float[] { 0, 0, 3 * 9 * 8 }, Ops.values(parameters.gradient(gradients)));
					}
				}
			});
			assertEquals(List.of("product", "square", "square", "product"), computed);
			assertEquals(before, manager.getManagedArrays().size());
		}
	}

	@Test
	void aFailureLeavesNothingBehind() {
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(layout(), new float[] { 5, 7, 3 }, manager))
		{
			final int before = manager.getManagedArrays().size();
			assertThrows(IllegalStateException.class, () -> Scope.run(() -> {
				try (Weights folded = parameters.folded(manager); TrackedWeights weights = folded.recomputing()) {
					cube(weights, Ops.tensor(manager, new float[] { 2 }, 1));
					weights.segment(in -> {
						weights.vector("v");
						throw new IllegalStateException();
					});
				}
			}));
			assertEquals(before, manager.getManagedArrays().size());
		}
	}

	@Test
	void longVectorsAreCopiedInPieces() {
		final int length = (2 << 20) + 3;
		final ParameterLayout layout = new ParameterLayout();
		layout.addVector("v", length);
		final float[] values = new float[length];
		for (int i = 0; i < length; i++) values[i] = -i;
		try (NDManager manager = Torch.open("cpu"); Parameters parameters = new Parameters(layout, values, manager)) {
			assertArrayEquals(values, parameters.toArray());
			assertTrue(MemoryUse.peak() < 0 || MemoryUse.peak() >= 4L * length);
		}
	}
}
