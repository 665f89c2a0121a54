package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetFeaturesTest {

	private final NDManager manager = Torch.open("cpu");
	private final PerceptualDistance distance = Distances.of(DistanceKind.LEARNED, manager);
	private final AtomicInteger computed = new AtomicInteger();
	private final List<Example> examples = List.of(example(1), example(2));

	/** The distance, counting how often it is asked for features. */
	private final PerceptualDistance counted = new PerceptualDistance() {

		@Override
		public NDList features(final NDArray images) {
			computed.incrementAndGet();
			return distance.features(images);
		}

		@Override
		public NDArray distance(final NDList a, final NDList b) {
			return distance.distance(a, b);
		}
	};

	private static Example example(final int seed) {
		return new Example(seed, List.of(TinyModels.noise(1, 8, seed)), List.of(TinyModels.noise(1, 16, seed), TinyModels.noise(
			1, 32, seed)), null);
	}

	@AfterEach
	void close() {
		manager.close();
	}

	@Test
	void featuresAreThoseOfTheBatchAndComputedOnce() {
		try (TargetFeatures targets = new TargetFeatures(counted, manager, 1 << 20)) {
			for (int i = 0; i < 2; i++) assertFeatures(targets);
			assertEquals(4, computed.get());
			targets.forget();
			assertFeatures(targets);
			assertEquals(8, computed.get());
			targets.giveUp();
			assertFeatures(targets);
			assertFeatures(targets);
			assertEquals(16, computed.get());
		}
	}

	/** Those of one image at the first level fit: 256 intensities and taps of 4 x 4, 2 x 2 and 1 pixels. */
	@Test
	void noMoreIsKeptThanFits() {
		try (TargetFeatures targets = new TargetFeatures(counted, manager, 4 * (256 + 32 * 16 + 64 * 4 + 96))) {
			for (int i = 0; i < 2; i++) Scope.run(() -> targets.of(List.of(examples.get(0)), 0));
			assertEquals(1, computed.get());
			for (int i = 0; i < 2; i++) Scope.run(() -> targets.of(List.of(examples.get(1)), 0));
			assertEquals(3, computed.get());
		}
	}

	@Test
	void whatIsForgottenIsFreed() {
		final int before = manager.getManagedArrays().size();
		try (TargetFeatures targets = new TargetFeatures(distance, manager, 1 << 20)) {
			assertFeatures(targets);
			assertEquals(before + 4 * 4, manager.getManagedArrays().size());
			targets.forget();
			assertEquals(before, manager.getManagedArrays().size());
			assertFeatures(targets);
		}
		assertEquals(before, manager.getManagedArrays().size());
	}

	private void assertFeatures(final TargetFeatures targets) {
		Scope.run(() -> {
			for (int level = 0; level < 2; level++) {
				final int at = level;
				final NDList expected = distance.features(Batch.stack(manager, examples.stream().map(Example::targets).toList())
					.get(at));
				final NDList actual = targets.of(examples, at);
				assertEquals(expected.size(), actual.size());
				for (int t = 0; t < expected.size(); t++) {
					assertEquals(expected.get(t).getShape(), actual.get(t).getShape());
					assertArrayEquals(expected.get(t).toFloatArray(), actual.get(t).toFloatArray(), 1e-6f);
				}
			}
		});
	}
}
