package org.chimle.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What was freed stays for the next tensors until it is given back. */
@EnabledOnOs(OS.LINUX)
class SystemHeapTest {

	private static final int TENSORS = 128;
	private static final int MEBIBYTE = 1 << 20;

	@Test
	void freedMemoryIsKeptUntilItIsGivenBack() {
		try (NDManager manager = Torch.open("cpu")) {
			final List<NDArray> tensors = new ArrayList<>();
			for (int i = 0; i < TENSORS; i++) tensors.add(manager.ones(new Shape(MEBIBYTE / Float.BYTES)));
			tensors.forEach(NDArray::close);
			final long kept = MemoryUse.resident();
			SystemHeap.giveBack();
			final long freed = kept - MemoryUse.resident();
			assertTrue(freed > TENSORS / 2L * MEBIBYTE, "only " + freed + " bytes were given back");
		}
	}
}
