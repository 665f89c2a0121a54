package org.chimle.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.chimle.engine.config.Json;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DegraderTest {

	private static final int SIDE = 128;

	private static Degradation stated(final double blur, final int factor, final boolean grey, final double photons,
		final double noise, final int jpeg)
	{
		return new Degradation(blur, null, factor, grey, photons, noise, jpeg, List.of());
	}

	private static Degrader degrader(final Degradation stated, final int channels) {
		return new Degrader(stated.withFullScale(Collections.nCopies(channels, new IntensityRange(100, 300))), null, (image,
			quality) -> new FloatImage(3, image.height(), image.width(), constant(image.data().length, (float) quality)));
	}

	private static FloatImage made(final Degradation stated, final FloatImage sharp, final long seed) {
		final Degrader degrader = degrader(stated, sharp.channels());
		return degrader.finish(degrader.clean(sharp), SeededRandom.of(seed));
	}

	private static float[] constant(final int length, final float value) {
		final float[] values = new float[length];
		Arrays.fill(values, value);
		return values;
	}

	private static FloatImage flat(final int channels, final float value) {
		return new FloatImage(channels, SIDE, SIDE, constant(channels * SIDE * SIDE, value));
	}

	private static double mean(final FloatImage image) {
		return IntStream.range(0, image.data().length).mapToDouble(i -> image.data()[i]).average().orElseThrow();
	}

	private static double variance(final FloatImage image) {
		final double mean = mean(image);
		return IntStream.range(0, image.data().length).mapToDouble(i -> Math.pow(image.data()[i] - mean, 2)).average()
			.orElseThrow();
	}

	/** At half the scale of 200, 50 photons are expected; the variance of the share of photons is 0.5 / photons. */
	@Test
	void poissonNoiseHasTheVarianceOfItsPhotons() {
		for (final double photons : new double[] { 20, 100, 2000 }) {
			final FloatImage image = made(stated(0, 1, false, photons, 0, 0), flat(1, 200), 1);
			assertEquals(200, mean(image), 4 * 200 * Math.sqrt(0.5 / photons) / SIDE);
			assertEquals(0.5 / photons, variance(image) / (200 * 200), 0.05 * 0.5 / photons);
		}
	}

	@Test
	void gaussianNoiseIsInPercentOfTheFullScale() {
		final FloatImage image = made(stated(0, 1, false, 0, 3, 0), flat(2, 150), 2);
		assertEquals(150, mean(image), 0.2);
		assertEquals(6, Math.sqrt(variance(image)), 0.12);
	}

	@Test
	void noiseIsDecidedByTheSeed() {
		final Degradation noise = stated(0, 1, false, 50, 1, 0);
		assertArrayEquals(made(noise, flat(1, 200), 3).data(), made(noise, flat(1, 200), 3).data());
		assertFalse(Arrays.equals(made(noise, flat(1, 200), 3).data(), made(noise, flat(1, 200), 4).data()));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.8, 2, 3.5 })
	void blurKeepsTheSumAndAddsItsVariance(final double sigma) {
		final FloatImage point = new FloatImage(1, SIDE, SIDE);
		point.set(0, 40, 70, 1);
		final FloatImage blurred = PointSpread.gaussian(sigma).apply(point);
		double sum = 0;
		double x = 0;
		double squares = 0;
		for (int i = 0; i < blurred.plane(); i++) {
			sum += blurred.data()[i];
			x += blurred.data()[i] * (i % SIDE);
			squares += blurred.data()[i] * Math.pow(i % SIDE - 70, 2);
		}
		assertEquals(1, sum, 1e-5);
		assertEquals(70, x, 1e-3);
		assertEquals(sigma * sigma, squares, 0.01 * sigma * sigma);
	}

	@Test
	void blurDampsAWaveByItsTransferFunction() {
		final double sigma = 2;
		final double frequency = 8.0 / SIDE;
		final FloatImage wave = new FloatImage(1, SIDE, SIDE);
		for (int i = 0; i < wave.plane(); i++) {
			wave.data()[i] = (float) (200 + 50 * Math.cos(2 * Math.PI * frequency * (i % SIDE + 0.5)));
		}
		final FloatImage blurred = made(stated(sigma, 1, false, 0, 0, 0), wave, 1);
		final double damping = Math.exp(-2 * Math.pow(Math.PI * sigma * frequency, 2));
		assertEquals(damping * damping * variance(wave), variance(blurred), 0.01 * variance(wave));
	}

	@Test
	void aConstantImageSurvivesBlurAndReduction() {
		final FloatImage image = made(stated(5, 4, false, 0, 0, 0), flat(1, 222), 1);
		assertEquals(SIDE / 4, image.width());
		for (final float value : image.data()) assertEquals(222, value, 1e-3);
	}

	@Test
	void greyIsTheLumaOfColours() {
		final FloatImage colours = flat(3, 100);
		Arrays.fill(colours.data(), 0, SIDE * SIDE, 300);
		final FloatImage grey = made(stated(0, 1, true, 0, 0, 0), colours, 1);
		assertEquals(1, grey.channels());
		assertEquals(100 + 0.299 * 200, grey.get(0, 3, 3), 1e-3);
	}

	@Test
	void compressionComesLastAndSeesTheUnitRange() {
		assertEquals(100 + 0.7 * 200, made(stated(0, 2, false, 10, 1, 70), flat(1, 250), 1).get(0, 1, 1), 1e-3);
		assertEquals(100 + 0.7 * 200, made(stated(0, 2, false, 10, 1, 70), flat(3, 250), 1).get(2, 1, 1), 1e-3);
	}

	@Test
	void theTaskIsWhatUndoesIt() {
		assertEquals(Task.SUPER_RESOLUTION, stated(0, 4, false, 0, 0, 0).task());
		assertEquals(Task.GENERIC, stated(2, 1, false, 0, 0, 0).task());
		assertEquals(Task.COLOURIZATION, stated(2, 1, true, 0, 0, 0).task());
	}

	@Test
	void theRecordIsCheckedAlsoWhenItIsRead() {
		final List<UnaryOperator<String>> spoiled = List.of(text -> text.replace("\"factor\": 4", "\"factor\": 3"),
			text -> text.replace("\"blur\": 1.5", "\"blur\": -1"), text -> text.replace("\"jpegQuality\": 80",
				"\"jpegQuality\": 101"), text -> text.replace("\"high\": 255.0", "\"high\": 0.0"));
		final Degradation whole = stated(1.5, 4, false, 200, 1, 80).withFullScale(List.of(new IntensityRange(0, 255)));
		final String json = Json.write(whole);
		assertEquals(whole, Json.read("it", json, Degradation.class));
		for (final UnaryOperator<String> change : spoiled) {
			assertThrows(InvalidInputException.class, () -> Json.read("it", change.apply(json), Degradation.class));
		}
		assertTrue(whole.words().startsWith("Gaussian blur of 1.5 px, antialiased reduction by 4, Poisson noise of 200"),
			whole.words());
		assertThrows(InvalidInputException.class, () -> whole.withPsf(MeasuredPsf.of("f", "0".repeat(64), PointSpread
			.gaussian(1))));
	}
}
