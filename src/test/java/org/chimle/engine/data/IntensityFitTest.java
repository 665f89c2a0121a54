package org.chimle.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntensityFitTest {

	private static final int SIDE = 128;

	/** Shapes of about twenty pixels, different for every seed. */
	private static FloatImage shapes(final int channels, final long seed) {
		final Random random = new Random(seed);
		final FloatImage coarse = new FloatImage(channels, SIDE / 16, SIDE / 16);
		for (int i = 0; i < coarse.data().length; i++) coarse.data()[i] = random.nextFloat();
		return Resample.bicubic(coarse, SIDE, SIDE);
	}

	private static FloatImage mapped(final FloatImage image, final double gain, final double offset) {
		return IntensityLine.map(Collections.nCopies(image.channels(), new IntensityLine(gain, offset)), image);
	}

	private static FloatImage noisy(final FloatImage image, final double deviation, final long seed) {
		final Random random = new Random(seed);
		final FloatImage result = mapped(image, 1, 0);
		for (int i = 0; i < result.data().length; i++) result.data()[i] += (float) (deviation * random.nextGaussian());
		return result;
	}

	@ParameterizedTest
	@CsvSource({ "1, 0", "1.5, -0.2", "-1, 1", "0, 0.4" })
	void theLineOfTheTargetsIsFound(final double gain, final double offset) {
		final IntensityFit fit = new IntensityFit();
		for (int i = 0; i < 4; i++) {
			final FloatImage input = shapes(1, i);
			final FloatImage target = mapped(input, gain, offset);
			for (int k = 0; k < SIDE * SIDE; k++) target.data()[k] += k % 2 == 0 ? 0.1f : -0.1f; // detail
			fit.add(target, input);
		}
		final ConsistencyRule rule = fit.rule();
		assertEquals(gain, rule.lines().get(0).gain(), 0.005);
		assertEquals(offset, rule.lines().get(0).offset(), 0.005);
		assertEquals(0, rule.error(), 0.02);
		assertTrue(rule.agrees());
	}

	@Test
	void everyChannelHasALineOfItsOwn() {
		final IntensityFit fit = new IntensityFit();
		final List<IntensityLine> lines = List.of(new IntensityLine(2, 0.1), new IntensityLine(0.5, -0.1));
		for (int i = 0; i < 3; i++) {
			final FloatImage input = shapes(2, i);
			fit.add(IntensityLine.map(lines, input), input);
		}
		for (int c = 0; c < 2; c++) {
			assertEquals(lines.get(c).gain(), fit.rule().lines().get(c).gain(), 1e-4);
			assertEquals(lines.get(c).offset(), fit.rule().lines().get(c).offset(), 1e-4);
		}
	}

	/** Noise of the input would flatten a line through single pixels: its variance is three times that of the image. */
	@Test
	void noiseOfTheInputDoesNotFlattenTheLine() {
		final IntensityFit fit = new IntensityFit();
		for (int i = 0; i < 16; i++) fit.add(mapped(shapes(1, i), 2, 0), noisy(shapes(1, i), 0.3, i));
		assertEquals(2, fit.rule().lines().get(0).gain(), 0.15);
		assertTrue(fit.rule().error() < 0.15, () -> "error " + fit.rule().error());
	}

	/** Two pairs whose targets differ by 0.3, and whose inputs do not: the line of either misses the other by all of it. */
	@Test
	void theErrorIsThatOfPairsWhichAreNotFitted() {
		final FloatImage input = shapes(1, 1);
		final IntensityFit fit = new IntensityFit();
		fit.add(input, input);
		fit.add(mapped(input, 1, 0.3), input);
		assertEquals(0.3 / Math.sqrt(PairConsistency.contrast(input) / input.plane()), fit.rule().error(), 1e-3);
		assertEquals(0.15, fit.rule().lines().get(0).offset(), 1e-3);
	}

	@Test
	void unrelatedImagesDoNotAgree() {
		final IntensityFit fit = new IntensityFit();
		for (int i = 0; i < 16; i++) {
			final FloatImage target = Resample.bicubic(shapes(1, i).crop(0, 0, 32, 32), SIDE, SIDE);
			fit.add(target, Resample.bicubic(shapes(1, 100 + i).crop(0, 0, 32, 32), SIDE, SIDE));
		}
		assertTrue(fit.rule().error() > 1.5 * IntensityFit.LIMIT, () -> "error " + fit.rule().error());
		assertFalse(fit.rule().agrees());
	}

	@Test
	void inputsThatShowNothingForetellTheMean() {
		final IntensityFit fit = new IntensityFit();
		final double[] mean = new double[1];
		for (int i = 0; i < 4; i++) {
			final FloatImage target = shapes(1, i);
			for (final float value : target.data()) mean[0] += value / target.plane() / 4;
			fit.add(target, new FloatImage(1, SIDE, SIDE));
		}
		assertEquals(0, fit.rule().lines().get(0).gain());
		assertEquals(mean[0], fit.rule().lines().get(0).offset(), 0.01);
	}

	@Test
	void onePairTellsNothingAndNeitherDoBlackTargets() {
		final IntensityFit none = new IntensityFit();
		assertEquals(ConsistencyRule.UNKNOWN, none.rule());
		none.add(shapes(1, 1), shapes(1, 1));
		assertEquals(ConsistencyRule.UNKNOWN, none.rule());
		final IntensityFit black = new IntensityFit();
		for (int i = 0; i < 3; i++) black.add(new FloatImage(1, SIDE, SIDE), shapes(1, i));
		assertEquals(ConsistencyRule.UNKNOWN, black.rule());
	}

	/** Gain and offset cannot leave what a line may have, whatever the input. */
	@Test
	void absurdInputsStillGiveALine() {
		final IntensityFit fit = new IntensityFit();
		for (int i = 0; i < 3; i++) {
			final FloatImage input = shapes(1, i);
			for (int k = 0; k < input.data().length; k++) input.data()[k] = 1e5f + 0.1f * input.data()[k];
			fit.add(shapes(1, i), input);
		}
		assertTrue(Math.abs(fit.rule().lines().get(0).offset()) <= IntensityLine.LIMIT);
	}

	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1.1e4, -1.1e4 })
	void linesAreFiniteAndBounded(final double hostile) {
		assertThrows(IllegalArgumentException.class, () -> new IntensityLine(hostile, 0));
		assertThrows(IllegalArgumentException.class, () -> new IntensityLine(0, hostile));
	}
}
