package org.chimle.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import org.chimle.engine.TinyModels;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RrdbTest {

	@ParameterizedTest
	@ValueSource(longs = { 1, 10, 16, 39 })
	void stripsOfAnyHeightGiveTheWhole(final long rows) {
		final Rrdb rrdb = new Rrdb("r", 3, 2);
		final ParameterLayout layout = new ParameterLayout();
		rrdb.declare(layout);
		final float[] values = TinyModels.noise(1, 64, 1).data();
		final float[] some = new float[layout.size()];
		for (int i = 0; i < some.length; i++) some[i] = values[i % values.length] - 0.4f;
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(layout, some, manager);
				Weights weights = parameters.folded(manager))
		{
			Scope.run(() -> {
				final NDArray x = Ops.tensor(manager, TinyModels.noise(3, 40, 2).data(), 1, 3, 40, 40);
				assertArrayEquals(Ops.values(rrdb.whole(weights, x)), Ops.values(rrdb.inStrips(weights, x, rows)), 1e-5f);
			});
		}
	}

	@Test
	void theHeightOfAStripFollowsFromThePlaneAlone() {
		assertEquals(256, Rrdb.stripRows(256, 256, 0));
		assertEquals(128, Rrdb.stripRows(512, 512, 0));
		assertEquals(114, Rrdb.stripRows(1024, 4096, 0));
		assertTrue(Rrdb.stripRows(120, 100_000, 0) >= 120);
		assertEquals(64, Rrdb.stripRows(512, 512, 1));
		assertEquals(13, Rrdb.stripRows(64, 64, 3));
	}
}
