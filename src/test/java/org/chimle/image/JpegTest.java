package org.chimle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.chimle.engine.data.FloatImage;
import org.junit.jupiter.api.Test;

class JpegTest {

	@Test
	void lowQualityLosesMore() {
		final FloatImage image = waves();
		final double good = error(image, Jpeg.compressed(image, 0.95));
		final double bad = error(image, Jpeg.compressed(image, 0.05));
		assertTrue(good < 0.02, "error " + good);
		assertTrue(bad > 3 * good, bad + " and " + good);
	}

	@Test
	void theShapeStays() {
		final FloatImage result = Jpeg.compressed(waves(), 0.5);
		assertEquals("37 x 21, 3 channels", result.size());
	}

	private static double error(final FloatImage a, final FloatImage b) {
		double sum = 0;
		for (int i = 0; i < a.data().length; i++) sum += Math.pow(a.data()[i] - b.data()[i], 2);
		return Math.sqrt(sum / a.data().length);
	}

	private static FloatImage waves() {
		final FloatImage image = new FloatImage(3, 21, 37);
		for (int i = 0; i < image.data().length; i++) {
			final int x = i % image.plane() % 37;
			final int y = i % image.plane() / 37;
			image.data()[i] = (float) (0.5 + 0.3 * Math.sin(0.4 * x) * Math.cos(0.5 * y));
		}
		return image;
	}
}
