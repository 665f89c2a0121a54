package org.chimle.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.tensor.Scope;
import org.junit.jupiter.api.Test;

class FrozenModelTest {

	private static final FloatImage INPUT = TinyModels.noise(1, 16, 3);

	private final List<JobEvent> events = new ArrayList<>();
	private final JobMonitor monitor = new JobMonitor(events::add, new JobControl());

	private static float[] firstLevel(final FrozenModel model) {
		return Scope.get(() -> {
			final ConditionedTower tower = model.tower(INPUT);
			return tower.image(0, tower.run(0, new LevelSeeds(1, 2), null)).data();
		});
	}

	@Test
	void whenMemoryRunsShortSmallerPiecesGiveTheSame() {
		try (FrozenModel model = new FrozenModel(TinyModels.random(Task.SUPER_RESOLUTION), "cpu")) {
			final float[] whole = firstLevel(model);
			final int[] failures = { 2 };
			final float[] pieces = model.inMemory("drawing", INPUT, () -> {
				if (failures[0]-- == 2) throw new EngineException("CUDA out of memory. Tried to allocate 2 GiB");
				if (failures[0] == 0) throw new OutOfMemoryError();
				return firstLevel(model);
			}, monitor);
			assertArrayEquals(whole, pieces, 1e-5f);
			assertEquals(List.of(new JobEvent.Message("Memory ran short; drawing goes on in pieces of 1/2 the size."),
				new JobEvent.Message("Memory ran short; drawing goes on in pieces of 1/4 the size.")), events);
		}
	}

	@Test
	void whenNothingIsLeftToHalveOneSentenceSaysWhatToDo() {
		try (FrozenModel model = new FrozenModel(TinyModels.random(Task.SUPER_RESOLUTION), "cpu")) {
			final String message = assertThrows(InvalidInputException.class, () -> model.inMemory("drawing", INPUT, () -> {
				throw new OutOfMemoryError();
			}, monitor)).getMessage();
			assertTrue(message.startsWith("The memory does not suffice for drawing with this model and an image of 16 x 16 pixels"),
				message);
			assertEquals(3, events.size());
			assertThrows(IllegalStateException.class, () -> model.inMemory("drawing", INPUT, () -> {
				throw new IllegalStateException("something else");
			}, monitor));
			assertEquals(3, events.size());
		}
	}
}
