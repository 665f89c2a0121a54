package org.chimle.engine.perceptual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.tensor.Autograd;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedDistanceTest {

	private static final int SIDE = 32;

	private PerceptualDistance distance;
	private NDManager manager;

	@BeforeEach
	void open() {
		manager = Torch.open("cpu");
		distance = Distances.of(DistanceKind.LEARNED, manager);
	}

	@AfterEach
	void close() {
		manager.close();
	}

	@Test
	void isZeroForEqualImagesAndSymmetric() {
		final NDArray a = image(texture(1), 1);
		final NDArray b = image(texture(2), 1);
		assertEquals(0, between(a, a)[0], 1e-7);
		assertEquals(between(a, b)[0], between(b, a)[0], 1e-6);
		assertTrue(between(a, b)[0] > 0.01);
	}

	@Test
	void aBatchGivesTheSameDistancesAsItsImagesOneByOne() {
		final NDArray target = image(texture(3), 1);
		final NDArray both = Ops.tensor(manager, concat(texture(1), texture(2)), 2, 1, SIDE, SIDE);
		final float[] together = between(both, target);
		assertEquals(between(image(texture(1), 1), target)[0], together[0], 1e-6);
		assertEquals(between(image(texture(2), 1), target)[0], together[1], 1e-6);
	}

	@Test
	void blurIsALessCheapGuessOfUnknownTextureThanForSquaredError() {
		final NDArray target = image(texture(1), 1);
		final NDArray otherTexture = image(texture(2), 1);
		final NDArray flat = image(constant(), 1);
		final PerceptualDistance mse = Distances.of(DistanceKind.MEAN_SQUARED_ERROR, manager);
		final double squaredRatio = mse.distance(mse.features(otherTexture), mse.features(target)).getFloat() / mse.distance(
			mse.features(flat), mse.features(target)).getFloat();
		assertEquals(2, squaredRatio, 0.15);
		final double ratio = between(otherTexture, target)[0] / between(flat, target)[0];
		assertTrue(ratio < 0.85 * squaredRatio, ratio + " against " + squaredRatio);
	}

	@Test
	void inTrainingANegativeIsFurtherAwayThanNothing() {
		distance = Distances.forTraining(DistanceKind.LEARNED, manager);
		final NDArray target = image(disc(), 1);
		final NDArray negative = image(disc(), 1).neg().add(1);
		assertTrue(between(negative, target)[0] > between(image(constant(), 1), target)[0]);
	}

	@Test
	void greyIsColourWithThreeEqualChannels() {
		final float[] a = texture(1);
		final float[] b = texture(2);
		final NDArray colourA = image(concat(concat(a, a), a), 3);
		final NDArray colourB = image(concat(concat(b, b), b), 3);
		assertEquals(between(image(a, 1), image(b, 1))[0], between(colourA, colourB)[0], 1e-5);
	}

	@Test
	void otherNumbersOfChannelsAreAveraged() {
		final NDArray two = image(concat(texture(1), texture(2)), 2);
		final NDArray others = image(concat(texture(3), texture(4)), 2);
		final double mean = (between(image(texture(1), 1), image(texture(3), 1))[0] + between(image(texture(2), 1), image(
			texture(4), 1))[0]) / 2;
		assertEquals(mean, between(two, others)[0], 1e-5);
	}

	@Test
	void theGradientReachesEveryPixelOfAnOddImage() {
		final NDArray target = Ops.tensor(manager, random(15 * 17, 10), 1, 1, 15, 17);
		final NDArray[] leaf = new NDArray[1];
		final NDArray loss = Torch.recording(() -> {
			leaf[0] = Autograd.leaf(Ops.tensor(manager, random(15 * 17, 9), 1, 1, 15, 17));
			return distance.distance(distance.features(leaf[0]), distance.features(target)).sum();
		});
		for (final float slope : Ops.values(Autograd.gradient(loss, leaf[0]))) assertTrue(Math.abs(slope) > 1e-6);
	}

	@Test
	void trainingAddsIntensities() {
		final NDArray a = image(texture(1), 1);
		final NDArray b = image(texture(2), 1);
		final PerceptualDistance training = Distances.forTraining(DistanceKind.LEARNED, manager);
		final double expected = between(a, b)[0] + 20 * a.sub(b).square().mean().getFloat();
		assertEquals(expected, training.distance(training.features(a), training.features(b)).getFloat(), 1e-5);
	}

	@Test
	void weightsComeBackFromAFile(@TempDir final Path folder) throws IOException {
		final float[] weights = LearnedNetwork.initial(3);
		final Path file = folder.resolve("weights.safetensors");
		LearnedWeights.write(weights, manager, file);
		assertArrayEquals(weights, LearnedWeights.read(file));
		LearnedWeights.write(LearnedNetwork.initial(4), manager, file);
		assertArrayEquals(LearnedNetwork.initial(4), LearnedWeights.read(file));
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(List.of(file), left.toList());
		}
		Files.write(file, new byte[100]);
		assertThrows(InvalidInputException.class, () -> LearnedWeights.read(file));
	}

	@Test
	void theWeightsInTheJarAreSmall() throws IOException {
		try (InputStream in = LearnedDistance.class.getResourceAsStream("learned-distance.safetensors")) {
			assertTrue(in.readAllBytes().length < 1_500_000);
		}
	}

	@Test
	void meanSquaredErrorIsWhatItsNameSays() {
		final PerceptualDistance mse = Distances.of(DistanceKind.MEAN_SQUARED_ERROR, manager);
		final NDArray a = Ops.tensor(manager, new float[] { 0, 1, 0.5f, 0.25f }, 1, 1, 2, 2);
		final NDArray b = Ops.tensor(manager, new float[] { 0, 0, 0, 0.25f }, 1, 1, 2, 2);
		assertEquals(1.25 / 4, mse.distance(mse.features(a), mse.features(b)).getFloat(), 1e-6);
	}

	@Test
	void worksForAnySizeAndNumberOfChannels() {
		for (final int[] shape : new int[][] { { 1, 1, 1 }, { 3, 2, 5 }, { 2, 7, 9 }, { 5, 33, 17 } }) {
			final float[] values = random(shape[0] * shape[1] * shape[2], 5);
			final NDArray a = Ops.tensor(manager, values, 1, shape[0], shape[1], shape[2]);
			assertEquals(0, between(a, a)[0], 1e-7);
			assertTrue(between(a, a.add(0.1))[0] > 0.01);
		}
	}

	@Test
	void gradientAgreesWithFiniteDifferences() {
		final float[] start = random(8 * 8, 9);
		final NDArray target = Ops.tensor(manager, random(8 * 8, 10), 1, 1, 8, 8);
		final NDArray[] leaf = new NDArray[1];
		final NDArray loss = Torch.recording(() -> {
			leaf[0] = Autograd.leaf(Ops.tensor(manager, start, 1, 1, 8, 8));
			return distance.distance(distance.features(leaf[0]), distance.features(target)).sum();
		});
		final float[] gradient = Ops.values(Autograd.gradient(loss, leaf[0]));
		final float[] numeric = new float[gradient.length];
		final float step = 2e-3f;
		for (int i = 0; i < start.length; i++) {
			final float[] up = start.clone();
			final float[] down = start.clone();
			up[i] += step;
			down[i] -= step;
			numeric[i] = (between(Ops.tensor(manager, up, 1, 1, 8, 8), target)[0] - between(Ops.tensor(manager, down, 1, 1, 8,
				8), target)[0]) / (2 * step);
		}
		assertArrayEquals(numeric, gradient, 2e-3f);
	}

	private float[] between(final NDArray a, final NDArray b) {
		return distance.distance(distance.features(a), distance.features(b)).toFloatArray();
	}

	private NDArray image(final float[] values, final int channels) {
		return Ops.tensor(manager, values, 1, channels, SIDE, SIDE);
	}

	private static float[] texture(final long seed) {
		final float[] values = random(SIDE * SIDE, seed);
		for (int i = 0; i < values.length; i++) values[i] = 0.4f + 0.2f * values[i];
		return values;
	}

	private static float[] disc() {
		final float[] values = new float[SIDE * SIDE];
		for (int i = 0; i < values.length; i++) {
			values[i] = Math.hypot(i / SIDE - 15, i % SIDE - 13) < 8 ? 0.9f : 0.1f;
		}
		return values;
	}

	private static float[] constant() {
		final float[] values = new float[SIDE * SIDE];
		java.util.Arrays.fill(values, 0.5f);
		return values;
	}

	private static float[] concat(final float[] a, final float[] b) {
		final float[] result = java.util.Arrays.copyOf(a, a.length + b.length);
		System.arraycopy(b, 0, result, a.length, b.length);
		return result;
	}

	private static float[] random(final int size, final long seed) {
		final Random random = new Random(seed);
		final float[] values = new float[size];
		for (int i = 0; i < size; i++) values[i] = random.nextFloat();
		return values;
	}
}
