package org.chimle.engine.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorOutputTest {

	private static final int SIDE = 24;

	/** The generator enlarges four times. */
	@ParameterizedTest
	@ValueSource(ints = { SIDE, SIDE + 1, SIDE + 3 })
	void changesTheImageInProportionToTheStrength(final int side) {
		final FloatImage image = TinyModels.noise(3, side, 1);
		final FloatImage before = image.crop(0, 0, side, side);
		try (GeneratorOutput output = new GeneratorOutput(TinyModels.random(Task.SUPER_RESOLUTION), "cpu")) {
			final FloatImage half = output.apply(image, 0.5, new SplittableRandom(7));
			final FloatImage all = output.apply(image, 1, new SplittableRandom(7));
			assertArrayEquals(before.data(), image.data());
			assertArrayEquals(before.data(), output.apply(image, 0, new SplittableRandom(7)).data());
			double most = 0;
			for (int i = 0; i < image.data().length; i++) {
				final double whole = all.data()[i] - image.data()[i];
				assertEquals(0.5 * whole, half.data()[i] - image.data()[i], 1e-5);
				most = Math.max(most, Math.abs(whole));
			}
			assertTrue(most > 0.05, "largest change " + most);
		}
	}

	@Test
	void atFullStrengthTheGreyVersionIsTheSampleWhateverTheColours() {
		final FloatImage image = TinyModels.noise(3, SIDE, 1);
		final FloatImage grey = new FloatImage(3, SIDE, SIDE);
		for (int i = 0; i < grey.data().length; i++) grey.data()[i] = mean(image, i % image.plane());
		try (GeneratorOutput output = new GeneratorOutput(TinyModels.random(Task.SUPER_RESOLUTION), "cpu")) {
			final FloatImage ofColour = output.apply(image, 1, new SplittableRandom(7));
			final FloatImage ofGrey = output.apply(grey, 1, new SplittableRandom(7));
			for (int i = 0; i < image.plane(); i++) assertEquals(mean(ofGrey, i), mean(ofColour, i), 1e-5);
		}
	}

	@Test
	void anotherKindOfGeneratorIsRefused() {
		final InvalidInputException exc = assertThrows(InvalidInputException.class, () -> new GeneratorOutput(TinyModels
			.random(Task.GENERIC), "cpu"));
		assertTrue(exc.getMessage().contains("must be super-resolution of grey images"), exc.getMessage());
	}

	private static float mean(final FloatImage image, final int pixel) {
		return (image.data()[pixel] + image.data()[image.plane() + pixel] + image.data()[2 * image.plane() + pixel]) / 3;
	}
}
