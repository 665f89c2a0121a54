package org.chimle.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpsTest {

	private NDManager manager;

	@BeforeEach
	void open() {
		manager = Torch.open("cpu");
	}

	@AfterEach
	void close() {
		manager.close();
	}

	@Test
	void adaptiveInstanceNormGivesScaleAndOffsetToEveryPlane() {
		final float[] values = random(2 * 3 * 4 * 5, 1);
		final float[] scale = { 1, 2, 3, 0.5f, 0.25f, 4 };
		final float[] offset = { 0, -1, 5, 2, 0, 1 };
		final float[] actual = Ops.values(Ops.adaptiveInstanceNorm(Ops.tensor(manager, values, 2, 3, 4, 5), Ops.tensor(
			manager, scale, 2, 3), Ops.tensor(manager, offset, 2, 3), 1e-5));
		for (int plane = 0; plane < 6; plane++) {
			double mean = 0;
			double square = 0;
			for (int i = plane * 20; i < plane * 20 + 20; i++) mean += values[i] / 20;
			for (int i = plane * 20; i < plane * 20 + 20; i++) square += (values[i] - mean) * (values[i] - mean) / 20;
			for (int i = plane * 20; i < plane * 20 + 20; i++) {
				final double expected = scale[plane] * (values[i] - mean) / Math.sqrt(square + 1e-5) + offset[plane];
				assertEquals(expected, actual[i], 2e-5);
			}
		}
	}

	/** As arrays too large for the library to copy at once are. */
	@Test
	void valuesGoPieceByPieceToTheLibraryAndBack() {
		final float[] values = random(3 * (1 << 19) * 2 + 6, 3);
		final NDArray array = Ops.tensorInPieces(manager, values, 3, 2, values.length / 6);
		assertArrayEquals(new long[] { 3, 2, values.length / 6 }, array.getShape().getShape());
		assertArrayEquals(values, Ops.values(array));
		assertArrayEquals(values, Ops.valuesInPieces(array));
		assertArrayEquals(Ops.values(array.transpose(1, 0, 2)), Ops.valuesInPieces(array.transpose(1, 0, 2)));
	}

	@Test
	void averagePoolLeavesOutTheLastRowAndColumnOfOddNumbers() {
		final float[] values = { 1, 2, 3, 4, 9, 5, 6, 7, 8, 9, 9, 9, 9, 9, 9 };
		final NDArray[] leaf = new NDArray[1];
		final NDArray pooled = Torch.recording(() -> {
			leaf[0] = Autograd.leaf(Ops.tensor(manager, values, 1, 1, 3, 5));
			return Ops.averagePool(leaf[0]);
		});
		assertArrayEquals(new float[] { 3.5f, 5.5f }, Ops.values(pooled), 1e-6f);
		final float[] shares = { 0.25f, 0.25f, 0.25f, 0.25f, 0, 0.25f, 0.25f, 0.25f, 0.25f, 0, 0, 0, 0, 0, 0 };
		assertArrayEquals(shares, Ops.values(Autograd.gradient(Torch.recording(() -> pooled.sum()), leaf[0])), 1e-6f);
	}

	@Test
	void sumOfSquaresHasItsValueAndGradient() {
		final float[] values = { 1, -2, 3, 0, 5, -6 };
		final NDArray[] leaf = new NDArray[1];
		final NDArray sums = Torch.recording(() -> {
			leaf[0] = Autograd.leaf(Ops.tensor(manager, values, 2, 3));
			return Ops.sumOfSquares(leaf[0], 1);
		});
		assertEquals(2, sums.getShape().get(0));
		assertEquals(1, sums.getShape().get(1));
		assertArrayEquals(new float[] { 14, 61 }, Ops.values(sums), 1e-5f);
		final NDArray weighted = Torch.recording(() -> sums.mul(Ops.tensor(manager, new float[] { 1, 10 }, 2, 1)).sum());
		assertArrayEquals(new float[] { 2, -4, 6, 0, 100, -120 }, Ops.values(Autograd.gradient(weighted, leaf[0])), 1e-4f);
	}

	@Test
	void gradientsSurviveGarbageCollectionBetweenForwardAndBackward() {
		final NDArray x = Ops.tensor(manager, new float[] { 1, 2, 3 }, 3);
		final NDArray[] leaf = new NDArray[1];
		final NDArray loss = Torch.recording(() -> {
			leaf[0] = Autograd.leaf(x);
			return Ops.scale(Ops.power(leaf[0], 3), 0.5).sum();
		});
		for (int i = 0; i < 5; i++) {
			System.gc();
			manager.create(new float[100_000]).close();
		}
		assertArrayEquals(new float[] { 1.5f, 6, 13.5f }, Ops.values(Autograd.gradient(loss, leaf[0])), 1e-4f);
	}

	/** What follows has the channels of a pixel side by side, and hands its gradient back so. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void theGradientOfAdaptiveInstanceNormDoesNotDependOnWhatFollows(final int images) {
		final NDArray x = Ops.tensor(manager, random(images * 6 * 64, 1), images, 6, 8, 8);
		final NDArray scale = Ops.tensor(manager, random(images * 6, 2), images, 6);
		final NDArray factor = Ops.tensor(manager, random(images * 6 * 64, 3), images, 6, 8, 8);
		final List<float[]> gradients = new ArrayList<>();
		for (final UnaryOperator<NDArray> order : List.<UnaryOperator<NDArray>>of(y -> y, Ops::channelsLast)) {
			final NDArray leaf = Autograd.leaf(x);
			gradients.add(Ops.values(Autograd.gradient(Torch.recording(() -> {
				final NDArray y = order.apply(Ops.adaptiveInstanceNorm(order.apply(leaf), scale, scale, 1e-5));
				return y.mul(y).mul(factor).sum();
			}), leaf)));
		}
		assertArrayEquals(gradients.get(0), gradients.get(1), 1e-4f);
	}

	@Test
	void ofAnImageOfOnePixelTheMiddleOfTheKernelIsUsed() {
		final NDArray x = Ops.tensor(manager, new float[] { 2, 3, 5, 7 }, 2, 2, 1, 1);
		final NDArray weight = Ops.tensor(manager, random(3 * 2 * 9, 4), 3, 2, 3, 3);
		final NDArray bias = Ops.tensor(manager, new float[] { 1, 10, 100 }, 3);
		assertArrayEquals(Ops.values(Convolutions.convolve(x, weight, bias, 1, 1)), Ops.values(Convolutions.convolve(x, weight, bias)),
			1e-5f);
	}

	@Test
	void gradientsOfOnePixelAreTheSameEveryTime() {
		final NDArray x = Ops.tensor(manager, random(96, 5), 1, 96, 1, 1);
		final NDArray weight = Ops.tensor(manager, random(96 * 96 * 9, 6), 96, 96, 3, 3);
		final NDArray bias = Ops.tensor(manager, random(96, 7), 96);
		float[] first = null;
		for (int i = 0; i < 20; i++) {
			final NDArray leaf = Autograd.leaf(x);
			final float[] gradient = Ops.values(Autograd.gradient(Torch.recording(() -> Convolutions.convolve(leaf, weight, bias).square()
				.sum()), leaf));
			if (first == null) first = gradient;
			assertArrayEquals(first, gradient);
		}
	}

	/** Also where kernels of one pixel have both orders in memory at once. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void foldingLeavesTheParametersAsTheyAre(final int kernel) {
		final ParameterLayout layout = new ParameterLayout();
		layout.addConvolution("c", 16, 16, kernel, 0.2f);
		layout.addLinear("l", 3, 2);
		layout.addVector("v", 3);
		final float[] values = random(layout.size(), 2);
		try (Parameters parameters = new Parameters(layout, values, manager); Weights weights = parameters.folded(manager)) {
			weights.weight("c").muli(2);
			weights.bias("c").muli(2);
			weights.weight("l").muli(2);
			weights.vector("v").muli(2);
			assertArrayEquals(values, parameters.toArray());
		}
	}

	/** By finite differences of the sum of w a and b, where w and b are folded. */
	@Test
	void unfoldingGivesTheGradientOfTheParameters() {
		final ParameterLayout layout = new ParameterLayout();
		layout.addConvolution("c", 2, 3, 3, 0.2f);
		final float[] values = random(layout.size(), 2);
		final float[] a = random(54, 3);
		final float[] gradient;
		try (Parameters parameters = new Parameters(layout, values, manager);
				Weights folded = parameters.folded(manager);
				TrackedWeights weights = folded.tracked())
		{
			final NDArray factor = Ops.tensor(manager, a, 3, 2, 3, 3);
			final NDArray sum = Torch.recording(() -> weights.weight("c").mul(factor).sum().add(weights.bias("c").sum()));
			try (WeightGradients gradients = weights.gradients(sum)) {
				gradient = Ops.values(parameters.gradient(gradients));
			}
		}
		for (int i = 0; i < values.length; i++) {
			assertEquals((linear(layout, values, a, i, 1e-3) - linear(layout, values, a, i, -1e-3)) / 2e-3, gradient[i], 1e-4);
		}
	}

	/** @return the function above with one parameter changed, in double precision */
	private static double linear(final ParameterLayout layout, final float[] values, final float[] a, final int changed,
		final double by)
	{
		final double[] x = new double[layout.size()];
		for (int i = 0; i < x.length; i++) x[i] = values[i] + (i == changed ? by : 0);
		double sum = 0;
		for (int o = 0; o < 3; o++) {
			double square = 0;
			double dot = 0;
			for (int i = 0; i < 18; i++) {
				final double v = x[6 + o * 18 + i];
				square += v * v;
				dot += v * a[o * 18 + i];
			}
			sum += 0.2 * (x[3 + o] * dot / Math.sqrt(square) + x[o]);
		}
		return sum;
	}

	@Test
	void weightNormalisationIsFoldedIntoConvolutions() {
		final ParameterLayout layout = new ParameterLayout();
		layout.addConvolution("c", 2, 3, 3, 0.2f);
		final float[] values = random(layout.size(), 2);
		try (Parameters parameters = new Parameters(layout, values, manager); Weights weights = parameters.folded(manager)) {
			final float[] folded = Ops.values(weights.weight("c"));
			final float[] bias = Ops.values(weights.bias("c"));
			for (int o = 0; o < 3; o++) {
				double square = 0;
				for (int i = 0; i < 18; i++) square += Math.pow(values[6 + o * 18 + i], 2);
				for (int i = 0; i < 18; i++) {
					final double expected = 0.2 * values[3 + o] * values[6 + o * 18 + i] / Math.sqrt(square);
					assertEquals(expected, folded[o * 18 + i], 1e-6);
				}
				assertEquals(0.2 * values[o], bias[o], 1e-6);
			}
		}
	}

	@Test
	void scopesFreeEverythingButTheirResult() {
		final int before = manager.getManagedArrays().size();
		final NDArray x = Ops.tensor(manager, new float[] { 1, 2 }, 2);
		final NDArray y = Scope.array(() -> Ops.scale(x, 2).add(1).square());
		assertArrayEquals(new float[] { 9, 25 }, Ops.values(y));
		assertEquals(before + 2, manager.getManagedArrays().size());
		Scope.run(() -> Ops.scale(Scope.array(() -> x.add(1)), 2));
		assertEquals(before + 2, manager.getManagedArrays().size());
		assertThrows(IllegalStateException.class, () -> Scope.run(() -> {
			x.add(1);
			throw new IllegalStateException();
		}));
		assertEquals(before + 2, manager.getManagedArrays().size());
	}

	@Test
	void unknownAndAbsentDevicesAreRefusedInOneSentence() {
		assertThrows(InvalidInputException.class, () -> Torch.open("tpu"));
		assertThrows(InvalidInputException.class, () -> Torch.open("gpu 99999"));
	}

	private static float[] random(final int size, final long seed) {
		final Random random = new Random(seed);
		final float[] values = new float[size];
		for (int i = 0; i < size; i++) values[i] = (float) random.nextGaussian();
		return values;
	}

	@Test
	void poolingTreatsBordersAsPromised() {
		try (NDManager manager = Torch.open("cpu")) {
			final NDArray x = Ops.tensor(manager, new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }, 1, 1, 4,
				4);
			assertArrayEquals(new float[] { 11, 12, 15, 16 }, Ops.values(Ops.maxPool(x, 3, 2, 0, true)), 0);
			assertArrayEquals(new float[] { 11 }, Ops.values(Ops.maxPool(x, 3, 2, 0, false)), 0);
			assertArrayEquals(new float[] { 6, 8, 14, 16 }, Ops.values(Ops.maxPool(x, 3, 2, 1, false)), 0);
			final float[] means = Ops.values(Ops.meanOfNeighbours(x));
			assertArrayEquals(new float[] { 3.5f, 4, 5, 5.5f }, Arrays.copyOf(means, 4), 1e-5f);
			assertEquals(6, means[5], 1e-5);
		}
	}
}
