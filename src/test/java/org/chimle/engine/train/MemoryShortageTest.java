package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.MemoryShortage;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Torch;
import org.junit.jupiter.api.Test;

/** The distance stands for a device: it fails, as one does, when more images come at once than it has room for. */
class MemoryShortageTest {

	private static final double RATE = 2e-3;
	/** What Adam can move a weight in the two steps: the first two fiftieths of the rate, which is still rising. */
	private static final double LARGEST_MOVE = 3 * RATE / 50;
	private static final ModelConfig MODEL = TinyModels.config(Task.GENERIC);

	private final List<String> messages = new ArrayList<>();
	private final Map<Long, Boolean> batches = new ConcurrentHashMap<>();

	/** Weights after two steps of a batch of four, and arrays left on the device. */
	private record Outcome(float[] weights, int arrays) {}

	private Outcome train(final long most) {
		final TrainingConfig tiny = TinyModels.training(SearchStrategy.CHIMLE, 2);
		final TrainingConfig config = new TrainingConfig(tiny.distance(), tiny.search(), List.of(6, 4), 2, 2, 100, 4, 0, 0,
			RATE, 0.01, true, 3, 16, false);
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) messages.add(message.text());
		}, new JobControl());
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(TowerImplicitModel.layout(MODEL), Initialisation.draw(MODEL, 1), manager);
				TrainingLoop loop = new TrainingLoop(new TrainingContext(new TowerImplicitModel(MODEL), config, limited(Distances
					.of(config.distance(), manager), most), manager, Long.MAX_VALUE, monitor.control()), parameters, new Examples(TinyModels.pairs(4,
						Task.GENERIC), MODEL, config), null, monitor))
		{
			loop.run(() -> {});
			assertEquals(2, loop.steps());
			return new Outcome(parameters.toArray(), manager.getManagedArrays().size() + parameters.flat().getManager()
				.getManagedArrays().size());
		}
	}

	/** Fails after it has made arrays, for which somebody must care. */
	private PerceptualDistance limited(final PerceptualDistance distance, final long most) {
		return new PerceptualDistance() {

			@Override
			public NDList features(final NDArray images) {
				final NDList features = distance.features(images);
				batches.put(images.getShape().get(0), true);
				if (images.getShape().get(0) > most) {
					throw new EngineException("[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate " +
						"memory: you tried to allocate 4398046511104 bytes. Error code 12 (Cannot allocate memory)");
				}
				return features;
			}

			@Override
			public NDArray distance(final NDList a, final NDList b) {
				return distance.distance(a, b);
			}
		};
	}

	@Test
	void piecesAreHalvedAndTheResultStaysTheSame() {
		final Outcome plenty = train(1000);
		assertTrue(messages.isEmpty() && batches.containsKey(6L), batches.toString());
		batches.clear();
		final Outcome little = train(1);
		assertTrue(batches.containsKey(1L));
		assertClose(plenty.weights, little.weights);
		assertEquals(plenty.arrays, little.arrays);
		final List<String> search = messages.stream().filter(text -> text.contains("code search")).toList();
		final List<String> steps = messages.stream().filter(text -> text.contains("every batch in 4 parts")).toList();
		assertTrue(!search.isEmpty() && search.size() <= 3, messages.toString());
		assertEquals(1, steps.size(), messages.toString());
	}

	/**
	 * Sums in another order differ by rounding. Where a gradient is nothing else, as that of a bias in front of a
	 * normalisation, Adam divides it by itself, so that such a weight may move either way.
	 */
	private static void assertClose(final float[] expected, final float[] actual) {
		int close = 0;
		for (int i = 0; i < expected.length; i++) {
			assertEquals(expected[i], actual[i], 2 * LARGEST_MOVE, "weight " + i);
			if (Math.abs(expected[i] - actual[i]) <= 1e-6) close++;
		}
		assertTrue(close >= 0.999 * expected.length, close + " of " + expected.length + " weights agree");
	}

	@Test
	void whereNothingIsLeftToHalveTheFailureStays() {
		assertTrue(MemoryShortage.explains(assertThrows(EngineException.class, () -> train(0))));
	}

	@Test
	void whatTheLibraryReallyThrowsIsUnderstood() {
		try (NDManager manager = Torch.open("cpu")) {
			final Exception thrown = assertThrows(EngineException.class, () -> manager.zeros(new Shape(1L << 46)));
			assertTrue(MemoryShortage.explains(thrown), thrown.getMessage());
			assertTrue(MemoryShortage.explains(new IllegalStateException(new EngineException("CUDA out of memory. Tried to " +
				"allocate 2.00 GiB"))));
			assertTrue(MemoryShortage.explains(new OutOfMemoryError("Java heap space")));
			assertFalse(MemoryShortage.explains(new EngineException("The size of tensor a must match")));
			assertFalse(MemoryShortage.explains(new IllegalStateException("out of memory, says the application")));
			assertTrue(manager.getManagedArrays().isEmpty());
		}
	}
}
