package org.chimle.engine.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.SeededRandom;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SampleDistancesTest {

	private static NDManager manager;

	/** Sum of squared differences of the pixels; leaves its intermediate arrays to whoever owns its arguments. */
	private static final class Pixels implements PerceptualDistance {

		private int images;

		@Override
		public NDList features(final NDArray batch) {
			images++;
			return new NDList(batch.mul(batch.getManager().create(1f)));
		}

		@Override
		public NDArray distance(final NDList a, final NDList b) {
			return a.singletonOrThrow().sub(b.singletonOrThrow()).square().sum(new int[] { 1, 2, 3 }); // (N)
		}
	}

	@BeforeAll
	static void startLibrary() {
		System.setProperty("ai.djl.offline", "true");
		manager = NDManager.newBaseManager("PyTorch");
	}

	@AfterAll
	static void stop() {
		manager.close();
	}

	@Test
	void distancesAgreeWithThoseOfThePixels() {
		final List<FloatImage> samples = samples(4);
		final FloatImage observed = image(99);
		final SampleDistances distances = distances(samples, observed, new Pixels(), manager);
		double sum = 0;
		for (int i = 0; i < 4; i++) {
			assertEquals(0, distances.between()[i][i]);
			assertEquals(squares(samples.get(i), observed), distances.toObserved()[i], 1e-5);
			assertEquals(squares(samples.get(i), Images.mean(samples)), distances.toMean()[i], 1e-5);
			for (int j = 0; j < 4; j++) {
				assertEquals(squares(samples.get(i), samples.get(j)), distances.between()[i][j], 1e-5);
				if (j < i) sum += distances.between()[i][j];
			}
		}
		assertEquals(sum / 6, Diversity.of(distances).meanPairwiseDistance(), 1e-12);
		// The variance identity: the mean squared distance to the mean is (n - 1) / 2n of the mean pairwise one.
		assertEquals(sum / 6 * 3 / 8, IntStream.range(0, 4).mapToDouble(i -> distances.toMean()[i]).average()
			.orElseThrow(), 1e-5);
	}

	@Test
	void featuresAreComputedOncePerImage() {
		final Pixels pixels = new Pixels();
		distances(samples(5), pixels, manager);
		assertEquals(5 + 1, pixels.images);
		distances(samples(5), image(99), pixels, manager);
		assertEquals(6 + 5 + 2, pixels.images);
	}

	@Test
	void samplesThatDoNotFitIntoMemoryTogetherAreComparedBlockByBlock() {
		final List<FloatImage> samples = samples(5);
		final List<FloatImage> observed = List.of(image(99));
		final SampleDistances whole = distances(samples, observed.get(0), new Pixels(), manager);
		final long bytesOfOne = 4L * samples.get(0).data().length;
		for (final long bytes : new long[] { 0, 2 * bytesOfOne, 3 * bytesOfOne }) {
			final Pixels pixels = new Pixels();
			final SampleDistances blocks = SampleDistances.measure(samples, observed, pixels, manager, bytes,
				() -> {});
			assertArrayEquals(whole.between(), blocks.between());
			assertArrayEquals(whole.toMean(), blocks.toMean());
			assertArrayEquals(whole.toObserved(), blocks.toObserved());
			assertEquals(2 + 5 + (bytes == 0 ? 4 + 3 + 2 + 1 : bytes == 2 * bytesOfOne ? 3 + 1 : 2), pixels.images);
		}
	}

	@Test
	void nothingIsLeftOnTheManager() {
		final int before = manager.getManagedArrays().size();
		for (int i = 0; i < 50; i++) {
			distances(samples(3), image(99), new Pixels(), manager);
			assertEquals(before, manager.getManagedArrays().size());
		}
	}

	@Test
	void equalSamplesHaveNoDiversityAndASingleOneHasNone() {
		final FloatImage image = image(1);
		assertEquals(new Diversity(0, 3), Diversity.of(distances(List.of(image, image, image), new Pixels(),
			manager)));
		assertTrue(Double.isNaN(Diversity.of(distances(List.of(image), new Pixels(), manager))
			.meanPairwiseDistance()));
	}

	@Test
	void faithfulnessWeightedVarianceAgreesWithTheReference() throws IOException {
		final JsonObject example = ImageMetricsTest.json("distribution_metrics.json").getAsJsonObject("fwv");
		double sum = 0;
		for (int input = 0; input < 2; input++) {
			sum += FaithfulnessWeightedVariance.of(row(example, "d_to_mean", input), row(example, "d_to_observed", input),
				example.get("sigma").getAsDouble()).value();
		}
		assertEquals(example.get("value_mean_over_samples_then_inputs").getAsDouble(), sum / 2, 1e-12);
	}

	@Test
	void unfaithfulDiversityDoesNotCount() {
		final double[] toMean = { 0.1, 0.1 };
		final double near = FaithfulnessWeightedVariance.of(toMean, new double[] { 0, 0 }, 0.2).value();
		final double far = FaithfulnessWeightedVariance.of(toMean, new double[] { 1, 1 }, 0.2).value();
		assertEquals(0.1, near, 1e-12);
		assertTrue(far < 1e-6, "is " + far);
		final double wide = FaithfulnessWeightedVariance.of(toMean, new double[] { 1, 1 }, 2).value();
		assertEquals(0.1 * Math.exp(-0.125), wide, 1e-12);
	}

	@Test
	void samplesThatCannotBeMeasuredAreRefused() {
		final Pixels pixels = new Pixels();
		assertThrows(IllegalArgumentException.class, () -> distances(List.of(), pixels, manager));
		assertThrows(IllegalArgumentException.class, () -> distances(List.of(image(1), new FloatImage(1, 4, 4)),
			pixels, manager));
		assertThrows(IllegalArgumentException.class, () -> distances(samples(2), new FloatImage(1, 4, 4), pixels,
			manager));
		final FloatImage broken = image(1);
		broken.data()[0] = Float.POSITIVE_INFINITY;
		assertThrows(IllegalArgumentException.class, () -> distances(List.of(broken), pixels, manager));
		final double[] one = { 0.1 };
		assertThrows(IllegalArgumentException.class, () -> FaithfulnessWeightedVariance.of(one, new double[2], 0.2));
		assertThrows(IllegalArgumentException.class, () -> FaithfulnessWeightedVariance.of(one, one, 0));
		assertThrows(IllegalArgumentException.class, () -> FaithfulnessWeightedVariance.of(one, new double[] {
			Double.NaN }, 0.2));
	}

	private static double[] row(final JsonObject example, final String name, final int input) {
		final JsonArray row = example.getAsJsonArray(name).get(input).getAsJsonArray();
		return IntStream.range(0, row.size()).mapToDouble(i -> row.get(i).getAsDouble()).toArray();
	}

	private static List<FloatImage> samples(final int n) {
		return IntStream.range(0, n).mapToObj(SampleDistancesTest::image).toList();
	}

	private static FloatImage image(final int seed) {
		final FloatImage image = new FloatImage(2, 5, 6);
		final SplittableRandom random = SeededRandom.of(seed);
		for (int i = 0; i < image.data().length; i++) image.data()[i] = (float) random.nextDouble();
		return image;
	}

	private static double squares(final FloatImage a, final FloatImage b) {
		double sum = 0;
		for (int i = 0; i < a.data().length; i++) sum += Math.pow((double) a.data()[i] - b.data()[i], 2);
		return sum;
	}

	private static SampleDistances distances(final List<FloatImage> samples, final PerceptualDistance distance,
		final NDManager manager)
	{
		return SampleDistances.of(samples, List.of(), distance, manager, () -> {});
	}

	private static SampleDistances distances(final List<FloatImage> samples, final FloatImage observed,
		final PerceptualDistance distance, final NDManager manager)
	{
		return SampleDistances.of(samples, List.of(observed), distance, manager, () -> {});
	}
}
