package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Checkpoint;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.model.TrainingRun;
import org.chimle.engine.tensor.Values;
import org.junit.jupiter.api.Test;

class CheckpointsTest {

	private static final long SECOND = 1_000_000_000;

	private final List<String> messages = new ArrayList<>();
	private final JobMonitor monitor = new JobMonitor(event -> {
		if (event instanceof JobEvent.Message message) messages.add(message.text());
	}, new JobControl());
	private long now;
	private int written;
	private IOException fault;
	private long takes;

	private Checkpoints checkpoints(final Duration every) {
		return new Checkpoints(checkpoint -> {
			now += takes;
			if (fault != null) throw fault;
			written++;
		}, every, () -> now);
	}

	private static Checkpoint state() {
		final ModelConfig model = TinyModels.config(Task.GENERIC);
		final Values values = Values.of(new float[TowerImplicitModel.layout(model).size()]);
		return new Checkpoint(new TrainingRun(model, TinyModels.training(SearchStrategy.CHIMLE, 1), TinyModels.unitRanges(
			model), List.of()), RunProgress.beginning(), values, values, values);
	}

	@Test
	void theyAreTakenWhenItIsTime() {
		final Checkpoints checkpoints = checkpoints(Duration.ofSeconds(10));
		for (int second = 0; second <= 60; second++) {
			checkpoints.offer(CheckpointsTest::state, monitor);
			now += SECOND;
		}
		assertEquals(6, written);
		checkpoints.write(CheckpointsTest::state, monitor);
		assertEquals(7, written);
	}

	@Test
	void slowOnesAreTakenLessOftenSoThatTheyCostLessThanTwoPercent() {
		takes = SECOND;
		final Checkpoints checkpoints = checkpoints(Duration.ofSeconds(10));
		for (int second = 0; second < 6000; second++) {
			checkpoints.offer(CheckpointsTest::state, monitor);
			now += SECOND;
		}
		assertTrue(written > 90 && written * takes < 0.02 * now, written + " in " + now / SECOND + " s");
	}

	@Test
	void aFullDiskGivesOneWarningAndTheRunGoesOn() {
		final Checkpoints checkpoints = checkpoints(Duration.ZERO);
		checkpoints.offer(CheckpointsTest::state, monitor);
		fault = new IOException("No space left on device");
		for (int i = 0; i < 5; i++) checkpoints.offer(CheckpointsTest::state, monitor);
		assertEquals(List.of("No checkpoint could be written (No space left on device); training goes on, and the checkpoint " +
			"of step 0 is intact."), messages);
		fault = null;
		checkpoints.offer(CheckpointsTest::state, monitor);
		assertEquals(2, written);
		fault = new IOException("No space left on device");
		checkpoints.offer(CheckpointsTest::state, monitor);
		assertEquals(2, messages.size());
	}

	@Test
	void aDefectOfTheProgramIsNotHidden() {
		assertThrows(IllegalStateException.class, () -> checkpoints(Duration.ZERO).offer(() -> {
			throw new IllegalStateException("defect");
		}, monitor));
	}
}
