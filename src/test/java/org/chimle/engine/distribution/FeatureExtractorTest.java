package org.chimle.engine.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.chimle.engine.TinyModels;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {

	private static final FloatImage NOISE = TinyModels.noise(1, 64, 3);

	@Test
	void givesTheIntensitiesAndTheMeanOfEveryChannel() {
		try (FeatureExtractor extractor = new FeatureExtractor("bundled", "cpu", NOISE)) {
			assertEquals("bundled", extractor.name());
			final float[] features = extractor.features(NOISE);
			// Mean and standard deviation of the intensities, and the mean of every channel of the three stages.
			assertEquals(2 + 32 + 64 + 96, features.length);
			double mean = 0;
			for (final float value : NOISE.data()) mean += value / NOISE.data().length;
			double variance = 0;
			for (final float value : NOISE.data()) variance += (value - mean) * (value - mean) / NOISE.data().length;
			assertEquals(Math.sqrt(variance) / mean, features[1] / features[0], 1e-5);
			assertArrayEquals(features, extractor.features(NOISE));
		}
	}

	@Test
	void featuresDoNotDependOnTheSizeOfALargeImage() {
		final FloatImage smooth = Resample.bicubic(TinyModels.noise(1, 8, 1), 128, 128);
		final FloatImage twice = new FloatImage(1, 128, 256);
		for (int y = 0; y < 128; y++) {
			for (int x = 0; x < 256; x++) twice.set(0, y, x, smooth.get(0, y, x < 128 ? x : 255 - x));
		}
		try (FeatureExtractor extractor = new FeatureExtractor("bundled", "cpu", smooth)) {
			final float[] one = extractor.features(smooth);
			final float[] two = extractor.features(twice);
			assertEquals(one.length, two.length);
			assertEquals(one[0], two[0], 1e-5);
			assertEquals(one[1], two[1], 1e-5);
		}
	}

	@Test
	void refusesWhatCannotBeComparedInOneSentence() {
		assertTrue(assertThrows(InvalidInputException.class, () -> new FeatureExtractor("vgg", "cpu", NOISE)).getMessage()
			.contains("must be one of: bundled"));
		try (FeatureExtractor extractor = new FeatureExtractor("bundled", "cpu", NOISE)) {
			assertThrows(InvalidInputException.class, () -> extractor.features(TinyModels.noise(3, 64, 1)));
			assertThrows(InvalidInputException.class, () -> extractor.features(TinyModels.noise(1, 8, 1)));
		}
	}
}
