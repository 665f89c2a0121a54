package org.chimle.engine.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.junit.jupiter.api.Test;

class SharpnessTest {

	@Test
	void anImageIsAsSharpAsItself() {
		assertEquals(1, Sharpness.relativeTo(noise(2, 16), noise(2, 16)), 1e-12);
	}

	@Test
	void brightnessAndContrastDoNotMatter() {
		final FloatImage half = noise(1, 16);
		for (int i = 0; i < half.data().length; i++) half.data()[i] = 0.5f * half.data()[i] + 3;
		assertEquals(1, Sharpness.relativeTo(half, noise(1, 16)), 1e-4);
	}

	@Test
	void oneStepIsSharperThanARampOfTheSameHeightByTheRatioOfTheirDefinitions() {
		final FloatImage step = new FloatImage(1, 1, 8, new float[] { 0, 0, 0, 0, 7, 7, 7, 7 });
		final FloatImage ramp = new FloatImage(1, 1, 8, new float[] { 0, 1, 2, 3, 4, 5, 6, 7 });
		// Mean squared steps 49/7 and 1, variances 49/4 and 21/4.
		assertEquals(7.0 / (49.0 / 4) / (1 / (21.0 / 4)), Sharpness.relativeTo(step, ramp), 1e-9);
	}

	@Test
	void aBlurredImageIsLessSharp() {
		final FloatImage sharp = noise(1, 32);
		final FloatImage blurred = Resample.bicubic(Resample.bicubic(sharp, 8, 8), 32, 32);
		assertTrue(Sharpness.relativeTo(blurred, sharp) < 0.1);
	}

	@Test
	void imagesOfDifferentChannelsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> Sharpness.relativeTo(noise(1, 4), noise(2, 4)));
	}

	private static FloatImage noise(final int channels, final int side) {
		final FloatImage image = new FloatImage(channels, side, side);
		final Random random = new Random(5);
		for (int i = 0; i < image.data().length; i++) image.data()[i] = random.nextFloat();
		return image;
	}
}
