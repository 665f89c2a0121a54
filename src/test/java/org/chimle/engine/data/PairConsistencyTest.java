package org.chimle.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PairConsistencyTest {

	/** Half of the pixels 0 and half of them 2, SD 1. */
	private static FloatImage stripes(final int side) {
		final FloatImage image = new FloatImage(1, side, side);
		for (int i = 0; i < image.data().length; i++) image.data()[i] = i % 2 * 2;
		return image;
	}

	private static FloatImage reduced(final FloatImage target) {
		return Resample.bicubic(target, target.height() / 4, target.width() / 4);
	}

	private static double error(final FloatImage target, final FloatImage input) {
		final PairConsistency consistency = new PairConsistency();
		consistency.add(target, input);
		return consistency.error();
	}

	@Test
	void aReducedTargetContradictsNothing() {
		final FloatImage target = stripes(64);
		assertEquals(0, error(target, reduced(target)));
	}

	@Test
	void anOffsetIsMeasuredInUnitsOfTheContrast() {
		final FloatImage target = stripes(64);
		final FloatImage input = reduced(target);
		for (int i = 0; i < input.data().length; i++) input.data()[i] += 0.3f;
		assertEquals(0.3, error(target, input), 1e-5);
	}

	/** Squares are added, not errors. */
	@Test
	void allPairsCount() {
		final FloatImage target = stripes(64);
		final FloatImage input = reduced(target);
		final PairConsistency consistency = new PairConsistency();
		consistency.add(target, reduced(target));
		for (int i = 0; i < input.data().length; i++) input.data()[i] -= 0.3f;
		consistency.add(target, input);
		assertEquals(0.3 / Math.sqrt(2), consistency.error(), 1e-5);
	}

	@Test
	void inputsOfOtherUnitsAreFarOff() {
		final FloatImage target = stripes(64);
		final FloatImage input = reduced(target);
		for (int i = 0; i < input.data().length; i++) input.data()[i] *= 257;
		assertTrue(error(target, input) > 100 * PairConsistency.LIMIT);
	}

	@Test
	void nothingIsKnownFromEmptyTargets() {
		final FloatImage black = new FloatImage(1, 16, 16);
		assertFalse(Double.isFinite(error(black, reduced(black))));
	}
}
