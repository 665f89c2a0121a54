package org.chimle.engine.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseCorrelationTest {

	private static final int SIDE = 96;

	/** A sum of Gaussian spots, which can be moved by any amount exactly. */
	private static FloatImage spots(final int side, final double dx, final double dy, final double sigma, final long seed) {
		final Random random = new Random(seed);
		final FloatImage image = new FloatImage(1, side, side);
		for (int spot = 0; spot < 60; spot++) {
			final double x = side * random.nextDouble() + dx;
			final double y = side * random.nextDouble() + dy;
			final double height = 0.2 + random.nextDouble();
			for (int i = 0; i < image.plane(); i++) {
				final double distance = Math.pow(i % side - x, 2) + Math.pow(i / side - y, 2);
				image.data()[i] += (float) (height * Math.exp(-distance / (2 * sigma * sigma)));
			}
		}
		return image;
	}

	private static FloatImage noisy(final FloatImage image, final double deviation, final long seed) {
		final Random random = new Random(seed);
		final FloatImage result = image.crop(0, 0, image.height(), image.width());
		for (int i = 0; i < result.data().length; i++) result.data()[i] += (float) (deviation * random.nextGaussian());
		return result;
	}

	private static double deviation(final FloatImage image) {
		double sum = 0;
		double squares = 0;
		for (final float value : image.data()) {
			sum += value;
			squares += value * value;
		}
		final double mean = sum / image.plane();
		return Math.sqrt(squares / image.plane() - mean * mean);
	}

	@Test
	void anImageLiesOnItself() {
		final FloatImage image = spots(SIDE, 0, 0, 2, 1);
		final Offset offset = PhaseCorrelation.of(image, image);
		assertEquals(0, offset.length(), 1e-9);
		assertEquals(1, offset.peak(), 1e-9);
		assertTrue(offset.isClear());
	}

	@ParameterizedTest
	@CsvSource({ "3,0", "-7,12", "0.5,0.25", "-2.3,4.7", "20.4,-15.6" })
	void shiftsAreFoundToAFiftiethOfAPixel(final double dx, final double dy) {
		final Offset offset = PhaseCorrelation.of(spots(SIDE, 0, 0, 2, 2), spots(SIDE, dx, dy, 2, 2));
		assertEquals(dx, offset.x(), 0.02);
		assertEquals(dy, offset.y(), 0.02);
	}

	@Test
	void noiseAsStrongAsTheSignalCostsAFifthOfAPixel() {
		final double[] errors = new double[15];
		for (int seed = 0; seed < errors.length; seed++) {
			final FloatImage image = spots(SIDE, 0, 0, 2, seed);
			final double sd = deviation(image);
			final Offset offset = PhaseCorrelation.of(noisy(image, sd, seed), noisy(spots(SIDE, 2.4, -1.3, 2, seed), sd, seed +
				100));
			errors[seed] = Math.hypot(offset.x() - 2.4, offset.y() + 1.3);
			assertTrue(offset.isClear(), offset.toString());
		}
		Arrays.sort(errors);
		assertTrue(errors[errors.length / 2] < 0.25 && errors[errors.length - 1] < 1, Arrays.toString(errors));
	}

	@Test
	void aBlurredImageIsComparedWithASharpOne() {
		final Offset offset = PhaseCorrelation.of(spots(SIDE, 0, 0, 4, 3), spots(SIDE, 1.5, 0.4, 1.5, 3));
		assertEquals(1.5, offset.x(), 0.2);
		assertEquals(0.4, offset.y(), 0.2);
	}

	@Test
	void aReducedImageKeepsItsPlace() {
		final FloatImage large = spots(4 * SIDE, 0, 0, 6, 4);
		final FloatImage moved = spots(4 * SIDE, 6, -2, 6, 4);
		final Offset offset = PhaseCorrelation.of(Resample.bicubic(large, SIDE, SIDE), Resample.bicubic(moved, SIDE, SIDE));
		assertEquals(1.5, offset.x(), 0.02);
		assertEquals(-0.5, offset.y(), 0.02);
	}

	@Test
	void exchangedBrightAndDarkIsStillTheSameScene() {
		final FloatImage image = spots(SIDE, 0, 0, 2, 5);
		final FloatImage inverse = spots(SIDE, 3, 1, 2, 5);
		for (int i = 0; i < inverse.data().length; i++) inverse.data()[i] = 5000 - 1000 * inverse.data()[i];
		final Offset offset = PhaseCorrelation.of(image, inverse);
		assertEquals(3, offset.x(), 0.02);
		assertEquals(1, offset.y(), 0.02);
		assertTrue(offset.peak() < -0.8, offset.toString());
	}

	@Test
	void differentScenesAreNotClear() {
		int clear = 0;
		for (int seed = 0; seed < 20; seed++) {
			if (PhaseCorrelation.of(spots(SIDE, 0, 0, 2, seed), spots(SIDE, 0, 0, 2, seed + 1000)).isClear()) clear++;
		}
		assertTrue(clear <= 1, clear + " of 20");
	}

	@Test
	void aConstantImageHasNoOffset() {
		final Offset offset = PhaseCorrelation.of(new FloatImage(1, 16, 16), spots(16, 0, 0, 2, 6));
		assertTrue(Double.isNaN(offset.x()) && !offset.isClear());
	}

	@Test
	void theMiddleOfLargeAndOddImagesIsLookedAt() {
		final FloatImage image = noisy(new FloatImage(1, 33, 1500), 1, 7);
		final FloatImage moved = new FloatImage(1, 33, 1500);
		for (int i = 5; i < moved.data().length; i++) moved.data()[i] = image.data()[i - 5];
		final Offset offset = PhaseCorrelation.of(image, moved);
		assertEquals(5, offset.x(), 0.02);
		assertEquals(0, offset.y(), 0.02);
	}

	@Test
	void shapesMustAgree() {
		assertThrows(IllegalArgumentException.class, () -> PhaseCorrelation.of(new FloatImage(1, 8, 8), new FloatImage(1, 8,
			9)));
		assertFalse(PhaseCorrelation.of(new FloatImage(1, 8, 8), new FloatImage(1, 8, 8)).isClear());
	}
}
