package org.chimle.engine.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.SeededRandom;
import org.junit.jupiter.api.Test;

import pl.edu.icm.jlargearrays.ConcurrencyUtils;

class RingCorrelationTest {

	/**
	 * White noise of standard deviation 30, blurred by sigma and common to all samples, plus white noise of 3 in each: the
	 * correlation is S / (S + N) with S / N = 100 exp(-(2 pi sigma q)^2), and falls below 1/7 where S / N = 1/6.
	 */
	@Test
	void findsTheScaleAtWhichSamplesBeginToDiffer() {
		for (final double sigma : new double[] { 1.5, 3 }) {
			final double resolution = 2 * Math.PI * sigma / Math.sqrt(Math.log(600));
			final RingCorrelation rings = RingCorrelation.of(samples(4, sigma), 1, 1, () -> {});
			assertEquals(resolution, rings.resolution(), 0.1 * resolution);
			assertFalse(rings.limited());
			final RingCorrelation calibrated = RingCorrelation.of(samples(4, sigma), 0.25, 0.25, () -> {});
			assertEquals(rings.resolution() / 4, calibrated.resolution(), 1e-9);
			assertEquals(2, calibrated.frequencies()[calibrated.frequencies().length - 1], 1e-9);
		}
	}

	@Test
	void theMeanOverPairsIsTheMeanOfThePairs() {
		final List<FloatImage> samples = samples(3, 2);
		final double[] all = RingCorrelation.of(samples, 1, 1, () -> {}).correlations();
		final double[] mean = new double[all.length];
		for (int i = 0; i < 3; i++) {
			final double[] pair = RingCorrelation.of(List.of(samples.get(i), samples.get((i + 1) % 3)), 1, 1, () -> {})
				.correlations();
			for (int r = 0; r < mean.length; r++) mean[r] += pair[r] / 3;
		}
		assertArrayEquals(mean, all, 1e-12);
	}

	@Test
	void equalSamplesAreLimitedByThePixelsAndConstantOnesCannotBeCorrelated() {
		final FloatImage sample = samples(1, 2).get(0);
		final RingCorrelation rings = RingCorrelation.of(List.of(sample, sample), 0.5, 0.5, () -> {});
		assertTrue(rings.limited());
		assertEquals(1, rings.resolution(), 1e-12);
		assertTrue(Double.isNaN(RingCorrelation.of(List.of(sample, new FloatImage(1, 90, 96)), 1, 1, () -> {})
			.resolution()));
		final FloatImage first = samples(1, 0.001).get(0);
		final FloatImage negative = new FloatImage(1, 90, 96);
		for (int i = 0; i < first.plane(); i++) negative.data()[i] = -first.data()[i];
		assertTrue(Double.isNaN(RingCorrelation.of(List.of(first, negative), 1, 1, () -> {}).resolution()));
	}

	@Test
	void threadsDoNotChangeTheResult() {
		final int before = ConcurrencyUtils.getNumberOfThreads();
		try {
			ConcurrencyUtils.setNumberOfThreads(1);
			final double[] one = RingCorrelation.of(samples(2, 2), 1, 1, () -> {}).correlations();
			ConcurrencyUtils.setNumberOfThreads(4);
			assertArrayEquals(one, RingCorrelation.of(samples(2, 2), 1, 1, () -> {}).correlations());
		}
		finally {
			ConcurrencyUtils.setNumberOfThreads(before);
		}
	}

	@Test
	void whatCannotBeCorrelatedIsRefused() {
		final FloatImage small = new FloatImage(1, 15, 40);
		assertThrows(IllegalArgumentException.class, () -> RingCorrelation.of(List.of(small, small), 1, 1, () -> {}));
		assertThrows(IllegalArgumentException.class, () -> RingCorrelation.of(samples(1, 2), 1, 1, () -> {}));
	}

	/** @return blurred noise, the same in all samples, and noise of its own in each */
	private static List<FloatImage> samples(final int n, final double sigma) {
		final SplittableRandom random = SeededRandom.of(3);
		final FloatImage white = new FloatImage(1, 90, 96);
		for (int i = 0; i < white.plane(); i++) white.data()[i] = (float) (30 * random.nextGaussian());
		final FloatImage common = new BlurredReduction(1, sigma).apply(white);
		final List<FloatImage> samples = new ArrayList<>();
		for (int s = 0; s < n; s++) {
			final FloatImage sample = new FloatImage(1, 90, 96);
			for (int i = 0; i < common.plane(); i++) {
				sample.data()[i] = (float) (common.data()[i] + 3 * random.nextGaussian());
			}
			samples.add(sample);
		}
		return samples;
	}
}
