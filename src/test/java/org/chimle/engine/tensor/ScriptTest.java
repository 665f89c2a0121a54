package org.chimle.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.List;

import org.junit.jupiter.api.Test;

class ScriptTest {

	@Test
	void itIsAFunctionOfSeveralArrays() {
		final Script fused = new Script(List.of("x", "y", "z"), List.of("product = torch.mul(x, y)",
			"return torch.add(product, z)"));
		try (NDManager manager = Torch.open("cpu")) {
			Scope.run(() -> {
				final NDArray x = Ops.tensor(manager, new float[] { 1, 2 }, 2);
				assertTrue(fused.isKnown(manager));
				assertArrayEquals(new float[] { 2, 6 }, Ops.values(fused.of(x, x, x)));
			});
		}
	}

	@Test
	void whatTheLibraryLacksIsNotKnown() {
		final Script lacking = new Script("return ops.mkldnn.no_such_operation(x)");
		try (NDManager manager = Torch.open("cpu")) {
			assertFalse(lacking.isKnown(manager));
			assertFalse(lacking.isKnown(manager));
		}
	}

	@Test
	void whatIsWrongIsNotTakenForLacking() {
		final Script wrong = new Script("return torch.add(x, nobody)");
		try (NDManager manager = Torch.open("cpu")) {
			assertThrows(EngineException.class, () -> wrong.isKnown(manager));
		}
	}
}
