package org.chimle.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;

class CodeNoiseTest {

	@Test
	void isStandardNormal() {
		final float[] values = CodeNoise.local(42, 4, 200, 250);
		double mean = 0;
		double square = 0;
		double fourth = 0;
		for (final float v : values) {
			mean += v;
			square += v * v;
			fourth += Math.pow(v, 4);
		}
		final int n = values.length;
		// Four standard errors: 1/sqrt(n), sqrt(2/n), sqrt(96/n).
		assertEquals(0, mean / n, 4 / Math.sqrt(n));
		assertEquals(1, square / n, 4 * Math.sqrt(2.0 / n));
		assertEquals(3, fourth / n, 4 * Math.sqrt(96.0 / n));
	}

	@Test
	void neighboursAndChannelsAreUncorrelated() {
		final int side = 200;
		final float[] values = CodeNoise.local(7, 2, side, side);
		final int plane = side * side;
		double right = 0;
		double below = 0;
		double channel = 0;
		for (int i = 0; i < plane - side; i++) {
			right += values[i] * values[i + 1];
			below += values[i] * values[i + side];
			channel += values[i] * values[i + plane];
		}
		for (final double sum : new double[] { right, below, channel }) assertEquals(0, sum / plane, 4 / Math.sqrt(plane));
	}

	@Test
	void dependsOnThePositionOnlyNotOnTheSizeOfTheImage() {
		final float[] small = CodeNoise.local(3, 2, 4, 5);
		final float[] large = CodeNoise.local(3, 2, 9, 11);
		for (int c = 0; c < 2; c++) {
			for (int y = 0; y < 4; y++) {
				for (int x = 0; x < 5; x++) assertEquals(small[(c * 4 + y) * 5 + x], large[(c * 9 + y) * 11 + x]);
			}
		}
	}

	@Test
	void codesWithoutAnArrayAreRefusedInASentence() {
		final ModelConfig config = TinyModels.random(Task.GENERIC).config();
		final String message = assertThrows(InvalidInputException.class, () -> LevelCode.of(null, config, List.of(1L), 50_000,
			50_000)).getMessage();
		assertTrue(message.startsWith("An image of 50000 x 50000 pixels is too large"), message);
	}

	@Test
	void differentSeedsSamplesAndLevelsGiveDifferentCodes() {
		final LatentCode code = LatentCode.ofSample(1, 0, 3);
		assertEquals(code, LatentCode.ofSample(1, 0, 3));
		assertNotEquals(code, LatentCode.ofSample(1, 1, 3));
		assertNotEquals(code, LatentCode.ofSample(2, 0, 3));
		assertNotEquals(code.seed(0), code.seed(1));
		assertArrayEquals(code.levelSeeds(), Arrays.copyOf(LatentCode.ofSample(1, 0, 4).levelSeeds(), 3));
		assertEquals(9, code.with(1, 9).seed(1));
		assertEquals(code.seed(2), code.with(1, 9).seed(2));
	}

	@Test
	void theZeroSeedStandsForTheZeroCode() {
		assertArrayEquals(new float[8], CodeNoise.global(CodeNoise.ZERO, 8));
		assertArrayEquals(new float[12], CodeNoise.local(CodeNoise.ZERO, 3, 2, 2));
	}

	@Test
	void aPinnedValueKeepsPublishedSeedsMeaningful() {
		assertArrayEquals(PINNED, CodeNoise.global(42, 4), 1e-6f);
	}

	private static final float[] PINNED = { 0.83231467f, 0.37007427f, -0.12947376f, -0.667484f };
}
