package org.chimle.engine.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.Noise;
import org.chimle.engine.data.Resample;
import org.chimle.engine.data.SeededRandom;
import org.junit.jupiter.api.Test;

class FluorescenceTest {

	@Test
	void theSameAddressGivesTheSamePair() {
		final Fluorescence microscope = new Fluorescence(32, 2, 300, 3, 100);
		assertArrayEquals(microscope.draw(3, 1).input().data(), microscope.draw(3, 1).input().data());
		assertTrue(!Arrays.equals(microscope.draw(3, 1).target().data(), microscope.draw(3, 2).target().data()));
	}

	@Test
	void inputAndTargetShowTheSameCell() {
		for (final int scale : new int[] { 2, 4 }) {
			final ImagePair pair = new Fluorescence(64, scale, 10_000, 0, 50).draw(1, 0);
			final int side = 64 / scale;
			assertEquals(side, pair.input().width());
			assertEquals(64, pair.target().height());
			final float[] input = pair.input().data();
			final float[] reduced = Resample.bicubic(pair.target(), side, side).data();
			assertTrue(correlation(input, reduced) > 0.9, "is " + correlation(input, reduced));
			assertEquals(mean(reduced), mean(input), 0.05 * mean(input));
		}
	}

	@Test
	void noiseHasThePoissonAndReadVariance() {
		final Fluorescence quiet = new Fluorescence(128, 2, 1e7, 0, 0);
		final Fluorescence noisy = new Fluorescence(128, 2, 100, 4, 0);
		double expected = 0;
		double observed = 0;
		for (int i = 0; i < 3; i++) {
			final float[] exact = quiet.draw(1, i).input().data();
			final float[] counts = noisy.draw(1, i).input().data();
			for (int k = 0; k < exact.length; k++) {
				final double mean = exact[k] / 1e5;
				expected += mean + 16;
				observed += Math.pow(counts[k] - mean, 2);
			}
		}
		// 12 288 pixels: the standard error is about 1.5 %.
		assertEquals(1, observed / expected, 0.06);
	}

	@Test
	void poissonCountsHaveEqualMeanAndVariance() {
		final SplittableRandom random = SeededRandom.of(5);
		for (final double mean : new double[] { 0, 0.5, 10, 59, 61, 1000 }) {
			final int n = 20_000;
			double sum = 0;
			double squares = 0;
			for (int i = 0; i < n; i++) {
				final double count = Noise.poisson(random, mean);
				sum += count;
				squares += (count - mean) * (count - mean);
			}
			assertEquals(mean, sum / n, 5 * Math.sqrt(mean / n));
			assertEquals(mean, squares / n, 0.06 * mean);
		}
	}

	@Test
	void blurKeepsTheSumAndHasTheAskedWidth() {
		final FloatImage point = new FloatImage(1, 41, 51);
		point.set(0, 20, 25, 1);
		final FloatImage blurred = GaussianBlur.apply(point, 2.5);
		double sum = 0;
		double rows = 0;
		double columns = 0;
		for (int y = 0; y < 41; y++) {
			for (int x = 0; x < 51; x++) {
				sum += blurred.get(0, y, x);
				rows += blurred.get(0, y, x) * (y - 20) * (y - 20);
				columns += blurred.get(0, y, x) * (x - 25) * (x - 25);
			}
		}
		assertEquals(1, sum, 1e-5);
		assertEquals(2.5 * 2.5, rows, 0.02);
		assertEquals(2.5 * 2.5, columns, 0.02);
	}

	@Test
	void impossibleMicroscopesAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Fluorescence(128, 3, 300, 3, 100));
		assertThrows(IllegalArgumentException.class, () -> new Fluorescence(30, 4, 300, 3, 100));
		assertThrows(IllegalArgumentException.class, () -> new Fluorescence(128, 4, 0, 3, 100));
	}

	private static double mean(final float[] values) {
		double sum = 0;
		for (final float value : values) sum += value;
		return sum / values.length;
	}

	private static double correlation(final float[] a, final float[] b) {
		final double meanA = mean(a);
		final double meanB = mean(b);
		double ab = 0;
		double aa = 0;
		double bb = 0;
		for (int i = 0; i < a.length; i++) {
			ab += (a[i] - meanA) * (b[i] - meanB);
			aa += (a[i] - meanA) * (a[i] - meanA);
			bb += (b[i] - meanB) * (b[i] - meanB);
		}
		return ab / Math.sqrt(aa * bb);
	}
}
