package org.chimle.engine.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.SeededRandom;
import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

	private static final int SIDE = 300;

	/** @return figures of Gaussian samples whose spread is the true one times the given number */
	private static Calibration.Result gaussian(final int samples, final double spread) {
		final SplittableRandom random = SeededRandom.of(5);
		final Calibration calibration = new Calibration();
		for (int image = 0; image < 3; image++) {
			final FloatImage reference = new FloatImage(1, SIDE, SIDE);
			final List<FloatImage> stack = new ArrayList<>();
			for (int s = 0; s < samples; s++) stack.add(new FloatImage(1, SIDE, SIDE));
			for (int i = 0; i < SIDE * SIDE; i++) {
				final double sigma = Math.exp(3 * random.nextDouble());
				final double mean = 100 * random.nextDouble();
				reference.data()[i] = (float) (mean + sigma * random.nextGaussian());
				for (final FloatImage sample : stack) {
					sample.data()[i] = (float) (mean + spread * sigma * random.nextGaussian());
				}
			}
			calibration.add(stack, reference);
		}
		return calibration.result();
	}

	/** Also for four samples, for which sorting by their own variance would give a slope far below 1. */
	@ParameterizedTest
	@ValueSource(ints = { 4, 8, 20 })
	void samplesFromTheTruthAreCalibrated(final int samples) {
		final Calibration.Result result = gaussian(samples, 1);
		assertEquals(Calibration.BINS, result.curve().size());
		assertEquals(1, result.slope(), 0.04);
		assertEquals(0, result.intercept(), 0.2);
		assertTrue(result.ence() < 0.02, "ENCE " + result.ence());
		assertEquals(1, result.factor(), 0.01);
		for (final Calibration.Coverage coverage : result.coverage()) {
			final boolean enough = samples + 1 >= 2 / (1 - coverage.nominal()) - 1e-9;
			assertEquals(!enough, Double.isNaN(coverage.observed()), coverage.toString());
			if (enough) assertEquals(coverage.nominal(), coverage.observed(), 0.005);
		}
		assertEquals((samples - 1.0) / (samples + 1), result.range().nominal(), 1e-12);
		assertEquals(result.range().nominal(), result.range().observed(), 0.005);
		assertEquals(3, result.images());
	}

	@Test
	void samplesThatAreTooAlikeAreFound() {
		final int n = 20;
		final Calibration.Result result = gaussian(n, 0.5);
		// The error has the variance sigma^2 (1 + 1/4n), the prediction sigma^2 (1 + 1/n) / 4.
		final double factor = Math.sqrt((1 + 0.25 / n) / (0.25 * (1 + 1.0 / n)));
		assertEquals(factor, result.factor(), 0.02);
		assertEquals(factor, result.slope(), 0.06);
		assertEquals(factor - 1, result.ence(), 0.03);
		// P(|N(0,1)| < 0.5 * 0.6745) = 0.264
		assertEquals(0.264, result.coverage().get(0).observed(), 0.015);
	}

	/** For two samples (0, 2) and the reference 4 everything can be done by hand. */
	@Test
	void aSinglePixelByHand() {
		final Calibration calibration = new Calibration();
		calibration.add(List.of(pixel(0), pixel(2)), pixel(4));
		final Calibration.Result result = calibration.result();
		assertEquals(List.of(new Calibration.Bin(Math.sqrt(3), 3, 1)), result.curve());
		assertEquals(Math.sqrt(3), result.factor(), 1e-12);
		assertEquals((3 - Math.sqrt(3)) / Math.sqrt(3), result.ence(), 1e-12);
		assertEquals(new Calibration.Coverage(1 / 3.0, 0), result.range());
		assertTrue(Double.isNaN(result.slope()));
	}

	@Test
	void samplesEqualToTheReferenceNeitherHelpNorHarmTheCoverage() {
		final Calibration calibration = new Calibration();
		calibration.add(List.of(pixel(3), pixel(3), pixel(3)), pixel(3));
		final Calibration.Result result = calibration.result();
		assertEquals(new Calibration.Coverage(0.5, 0.5), result.coverage().get(0));
		assertEquals(1, result.unspread());
		assertTrue(result.curve().isEmpty());
		assertTrue(Double.isNaN(result.ence()) && Double.isNaN(result.factor()));
	}

	@Test
	void whatCannotBeMeasuredIsRefused() {
		final Calibration calibration = new Calibration();
		assertThrows(InvalidInputException.class, calibration::result);
		assertThrows(InvalidInputException.class, () -> calibration.add(List.of(pixel(1)), pixel(1)));
		assertThrows(IllegalArgumentException.class, () -> calibration.add(List.of(pixel(1), pixel(2)), new FloatImage(1, 2,
			2)));
		assertThrows(IllegalArgumentException.class, () -> calibration.add(List.of(pixel(1), pixel(Float.NaN)), pixel(1)));
	}

	private static FloatImage pixel(final float value) {
		return new FloatImage(1, 1, 1, new float[] { value });
	}
}
