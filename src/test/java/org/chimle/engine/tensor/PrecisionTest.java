package org.chimle.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrecisionTest {

	/** 1 + 2^-9 has 10 significant bits; float16 ends at 65504. */
	@ParameterizedTest
	@CsvSource({ "FLOAT32, 1.001953125, 1e6", "FLOAT16, 1.001953125, Infinity", "BFLOAT16, 1, 999424" })
	void aFormatKeepsItsBitsAndItsRange(final Precision precision, final float fine, final float large) {
		try (NDManager manager = Torch.open("cpu")) {
			Scope.run(() -> {
				final NDArray cast = precision.cast(Ops.tensor(manager, new float[] { 1.001953125f, 1e6f, -3 }, 3));
				assertArrayEquals(new float[] { fine, large, -3 }, Ops.values(Ops.asFloat(cast)));
			});
		}
	}

	@ParameterizedTest
	@EnumSource(Precision.class)
	void anArrayThatHasTheFormatIsItself(final Precision precision) {
		try (NDManager manager = Torch.open("cpu")) {
			Scope.run(() -> {
				final NDArray cast = precision.cast(Ops.tensor(manager, new float[] { 1, 2 }, 2));
				assertSame(cast, precision.cast(cast));
			});
		}
	}

	@Test
	void gradientsGoThrough() {
		try (NDManager manager = Torch.open("cpu")) {
			Scope.run(() -> {
				final NDArray leaf = Autograd.leaf(Ops.tensor(manager, new float[] { 1, 2, 3 }, 3));
				final NDArray loss = Torch.recording(() -> Ops.asFloat(Precision.BFLOAT16.cast(leaf.add(1))).mul(Ops.tensor(
					manager, new float[] { 4, 5, 6 }, 3)).sum());
				assertArrayEquals(new float[] { 4, 5, 6 }, Ops.values(Autograd.gradient(loss, leaf)));
			});
		}
	}

	@Test
	void castsLeaveNothingBehind() {
		try (NDManager manager = Torch.open("cpu")) {
			final NDArray x = Ops.tensor(manager, new float[] { 1, 2 }, 2);
			final int before = manager.getManagedArrays().size();
			for (int i = 0; i < 10; i++) Scope.run(() -> Precision.FLOAT32.cast(Precision.BFLOAT16.cast(x)));
			assertEquals(before, manager.getManagedArrays().size());
		}
	}

	@Test
	void workGoesOnInTheFormatItBeganIn() {
		try (NDManager manager = Torch.open("cpu")) {
			assertEquals(Precision.FLOAT32, Precision.FLOAT32.unlessSlow(manager));
			assertEquals(Precision.quick(manager), Precision.quick(manager).unlessSlow(manager));
		}
	}

	@Test
	void aProcessorIsNeverQuickWithFloat16() {
		try (NDManager manager = Torch.open("cpu")) {
			assertNotEquals(Precision.FLOAT16, Precision.quick(manager));
		}
	}
}
