package org.chimle.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

class ConsistencyProjectionTest {

	private static final FloatImage INPUT = blob(24, 32);
	private static final FloatImage TRUTH = Resample.bicubic(INPUT, 96, 128);

	private static FloatImage blob(final int height, final int width) {
		final FloatImage image = new FloatImage(1, height, width);
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) image.set(0, y, x, (float) Math.exp(-((x - 14.0) * (x - 14) + (y - 10.0) * (y - 10)) /
				60));
		}
		return image;
	}

	@Test
	void brightnessAndShadingFollowTheInput() {
		final FloatImage sample = TRUTH.crop(0, 0, 96, 128);
		for (int i = 0; i < sample.data().length; i++) sample.data()[i] += 0.3f + 0.002f * (i % 128);
		final FloatImage projected = ConsistencyProjection.of(sample, INPUT, 4);
		assertTrue(error(sample) > 0.4);
		assertTrue(error(projected) < 0.02, "error " + error(projected));
	}

	@Test
	void detailBelongsToTheSample() {
		final FloatImage sample = TRUTH.crop(0, 0, 96, 128);
		for (int i = 0; i < sample.data().length; i++) sample.data()[i] += (i + i / 128) % 2 == 0 ? 0.1f : -0.1f;
		final FloatImage projected = ConsistencyProjection.of(sample, INPUT, 4);
		assertEquals(0.2, projected.get(0, 40, 40) - projected.get(0, 40, 41) - (TRUTH.get(0, 40, 40) - TRUTH.get(0, 40, 41)),
			0.005);
	}

	/** Independent noise of the input, SD 0.1, is reduced to a quarter of it. */
	@Test
	void noiseOfTheInputIsNotImposed() {
		final FloatImage noisy = INPUT.crop(0, 0, 24, 32);
		final Random random = new Random(3);
		for (int i = 0; i < noisy.data().length; i++) noisy.data()[i] += 0.1f * (float) random.nextGaussian();
		final double error = error(ConsistencyProjection.of(TRUTH, noisy, 4));
		assertTrue(error < 0.035, "error " + error);
	}

	/** The output of a lower level is smaller than the input. */
	@Test
	void smallerImagesFollowTheInputAsWell() {
		final FloatImage projected = ConsistencyProjection.of(new FloatImage(1, 12, 16), INPUT, 4);
		final FloatImage truth = Resample.bicubic(INPUT, 12, 16);
		for (int i = 0; i < truth.data().length; i++) assertEquals(truth.data()[i], projected.data()[i], 0.1);
		assertEquals(12, projected.height());
	}

	private static double error(final FloatImage image) {
		double sum = 0;
		for (int i = 0; i < image.data().length; i++) sum += Math.pow(image.data()[i] - TRUTH.data()[i], 2);
		return Math.sqrt(sum / image.data().length);
	}
}
