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
	void halfTheContrastIsAQuarterOfTheEnergy() {
		final FloatImage half = noise(1, 16);
		for (int i = 0; i < half.data().length; i++) half.data()[i] = 0.5f * half.data()[i] + 3;
		assertEquals(0.25, Sharpness.relativeTo(half, noise(1, 16)), 1e-5);
	}

	@Test
	void aRampHasTheEnergyOfItsSlope() {
		final FloatImage slow = new FloatImage(1, 1, 9);
		final FloatImage steep = new FloatImage(1, 1, 9);
		for (int x = 0; x < 9; x++) {
			slow.set(0, 0, x, x);
			steep.set(0, 0, x, 3 * x);
		}
		assertEquals(9, Sharpness.relativeTo(steep, slow), 1e-12);
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
