package org.chimle.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class ConsistencyRuleTest {

	private static final List<IntensityLine> LINE = List.of(new IntensityLine(0.5, 0.1));
	private static final Normalisation RANGES = new Normalisation(List.of(new IntensityRange(0, 1000)), List.of(
		new IntensityRange(-10, 10)));

	private static FloatImage flat(final int side, final float value) {
		final FloatImage image = new FloatImage(1, side, side);
		Arrays.fill(image.data(), value);
		return image;
	}

	/** Line and ranges by hand: 600 is 0.6 of the input's range, 0.5 * 0.6 + 0.1 = 0.4, and that of the target's range is -2. */
	@Test
	void aLineTellsTheBrightnessOfTheSample() {
		final FloatImage sample = flat(32, 7);
		for (int i = 0; i < sample.data().length; i++) sample.data()[i] += (i + i / 32) % 2 == 0 ? 1 : -1;
		final FloatImage result = new ConsistencyRule(LINE, 0.1).apply(sample, flat(32, 600), RANGES);
		for (int i = 0; i < sample.data().length; i++) assertEquals(-2 + sample.data()[i] - 7, result.data()[i], 0.01);
	}

	/** Of independent noise of the input one part in 32 is left, here of SD 100 * gain 0.5 * 20 / 1000 = 1. */
	@Test
	void noiseOfTheInputIsNotImposed() {
		final FloatImage noisy = flat(128, 600);
		final Random random = new Random(1);
		for (int i = 0; i < noisy.data().length; i++) noisy.data()[i] += 100 * (float) random.nextGaussian();
		final FloatImage result = new ConsistencyRule(LINE, 0.1).apply(flat(128, 7), noisy, RANGES);
		double sum = 0;
		for (final float value : result.data()) sum += (value + 2) * (value + 2);
		final double deviation = Math.sqrt(sum / result.data().length);
		assertTrue(deviation < 1.0 / 32, "SD " + deviation);
	}

	/** Without lines the units are the same, whatever the ranges. */
	@Test
	void superResolutionFollowsTheInputItself() {
		final FloatImage sample = flat(32, 7);
		assertArrayEquals(ConsistencyProjection.of(sample, flat(8, 600), 4).data(), ConsistencyRule.UNKNOWN.apply(sample, flat(8,
			600), RANGES).data());
		assertEquals(600, ConsistencyRule.UNKNOWN.apply(sample, flat(8, 600), RANGES).get(0, 16, 16), 1e-3);
	}

	@Test
	void agreementIsJudgedByItsOwnLimit() {
		assertTrue(new ConsistencyRule(List.of(), 0.1).agrees());
		assertFalse(new ConsistencyRule(List.of(), 0.11).agrees());
		assertTrue(new ConsistencyRule(LINE, 0.4).agrees());
		assertFalse(new ConsistencyRule(LINE, 0.41).agrees());
		assertFalse(new ConsistencyRule(LINE, Double.NaN).agrees());
		assertFalse(ConsistencyRule.UNKNOWN.agrees());
	}
}
