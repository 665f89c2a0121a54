package org.chimle.engine.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.HashMap;
import java.util.Map;

import org.chimle.engine.Reference;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.weights.TensorSource;
import org.chimle.engine.weights.TensorSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of the published PyTorch port of the FID network, run with {@link FormulaWeights}. */
class InceptionTest {

	private static final double TOLERANCE = 1e-4;

	private static final Map<TensorSpec, float[]> CACHE = new HashMap<>();
	/** The network changes what it reads. */
	private static final TensorSource WEIGHTS = wanted -> CACHE.computeIfAbsent(wanted, FormulaWeights.inception()::read)
		.clone();

	@ParameterizedTest
	@CsvSource({ "64, small, 2, 48, 64", "192, small, 2, 48, 64", "768, large, 1, 320, 350", "2048, small, 2, 48, 64",
		"2048, large, 1, 320, 350" })
	void agreesWithThePublishedPort(final int dimension, final String name, final int n, final int height,
		final int width)
	{
		try (NDManager manager = Torch.open("cpu")) {
			final float[] expected = Reference.arrays(manager, "inception_formula_weights").values(name + "/" + dimension);
			final Inception network = new Inception(dimension, WEIGHTS, manager);
			final float[] features = Scope.get(() -> Ops.values(network.features(Ops.tensor(manager, image(n, height, width), n,
				3, height, width))));
			assertEquals(expected.length, features.length);
			double largest = 0;
			for (final float value : expected) largest = Math.max(largest, Math.abs(value));
			for (int i = 0; i < expected.length; i++) {
				assertEquals(expected[i], features[i], TOLERANCE * Math.max(Math.abs(expected[i]), 1e-2 * largest), "feature " + i);
			}
			assertEquals("inception-" + dimension, network.name());
			assertEquals(dimension, network.dimension());
		}
	}

	@Test
	void greyIsRepeatedAndOtherChannelsAreAveraged() {
		try (NDManager manager = Torch.open("cpu")) {
			final Inception network = new Inception(64, WEIGHTS, manager);
			final int managed = manager.getManagedArrays().size();
			Scope.run(() -> {
				final NDArray colour = Ops.tensor(manager, image(1, 40, 33), 1, 3, 40, 33);
				final NDArray first = Ops.slice(colour, 1, 0, 1);
				final NDArray second = Ops.slice(colour, 1, 1, 2);
				final float[] grey = Ops.values(network.features(first));
				assertArrayEquals(Ops.values(network.features(Ops.concatChannels(first, first, first))), grey, 1e-6f);
				final float[] other = Ops.values(network.features(second));
				final float[] both = Ops.values(network.features(Ops.concatChannels(first, second)));
				for (int i = 0; i < both.length; i++) assertEquals((grey[i] + other[i]) / 2, both[i], 1e-5);
			});
			assertEquals(managed, manager.getManagedArrays().size());
		}
	}

	@Test
	void aDimensionThatThereIsNotIsRefused() {
		try (NDManager manager = Torch.open("cpu")) {
			assertThrows(IllegalArgumentException.class, () -> new Inception(100, WEIGHTS, manager));
		}
	}

	@Test
	void bilinearTakesTwoNeighboursAndDoesNotAntialias() {
		assertArrayEquals(new float[] { 1, 0, 0.75f, 0.25f, 0.25f, 0.75f, 0, 1 }, Bilinear.matrix(2, 4), 1e-7f);
		// A factor of three hits pixel centres, a factor of four falls between two.
		assertArrayEquals(new float[] { 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0 }, Bilinear.matrix(6, 2), 1e-7f);
		assertArrayEquals(new float[] { 0, 0.5f, 0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5f, 0.5f, 0 }, Bilinear.matrix(8, 2),
			1e-7f);
		try (NDManager manager = Torch.open("cpu")) {
			final NDArray ramp = Ops.tensor(manager, new float[] { 0, 1, 2, 3, 4, 5 }, 1, 1, 2, 3);
			final NDArray resized = Bilinear.resize(ramp, 2, 6);
			assertEquals(new Shape(1, 1, 2, 6), resized.getShape());
			assertArrayEquals(new float[] { 0, 0.25f, 0.75f, 1.25f, 1.75f, 2, 3, 3.25f, 3.75f, 4.25f, 4.75f, 5 }, Ops.values(
				resized), 1e-6f);
		}
	}

	private static float[] image(final int n, final int height, final int width) {
		final float[] image = new float[n * 3 * height * width];
		int i = 0;
		for (int b = 0; b < n; b++) {
			for (int c = 0; c < 3; c++) {
				for (int y = 0; y < height; y++) {
					for (int x = 0; x < width; x++) {
						image[i++] = (float) (0.5 + 0.3 * Math.sin(0.31 * x * (1 + b) + 0.17 * y * (1 + c)) + 0.2 * Math.sin(0.011 * x *
							y + c + b));
					}
				}
			}
		}
		return image;
	}
}
