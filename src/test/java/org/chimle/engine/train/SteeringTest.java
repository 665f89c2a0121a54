package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.Ending;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Checkpoint;
import org.chimle.engine.model.SavedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user asks of a training while it runs. */
class SteeringTest {

	private static final ModelConfig MODEL = TinyModels.config(Task.SUPER_RESOLUTION);
	private static final PairSource PAIRS = TinyModels.pairs(8, Task.SUPER_RESOLUTION);
	private static final int LOOK_MILLIS = 700;
	private static final int MOST_LOOKS = 15;

	private final JobControl control = new JobControl();
	private final List<Checkpoint> checkpoints = Collections.synchronizedList(new ArrayList<>());
	private final List<JobEvent> events = Collections.synchronizedList(new ArrayList<>());

	private SavedModel train(final JobMonitor monitor) {
		return new Trainer(MODEL, TinyModels.training(SearchStrategy.CHIMLE, 4), "cpu").train(PAIRS, TinyModels.unitRanges(
			MODEL), new TrainingStart.Anew(), new Checkpoints(checkpoints::add, Duration.ofHours(1), System::nanoTime),
			monitor);
	}

	/** A run in which something happens when it is so far in a phase for the first time. */
	private SavedModel train(final String phase, final int done, final Runnable action) {
		final AtomicBoolean happened = new AtomicBoolean();
		return train(new JobMonitor(event -> {
			events.add(event);
			if (event instanceof JobEvent.Progress progress && progress.phase().equals(phase) && progress.done() == done &&
				!happened.getAndSet(true)) action.run();
		}, control));
	}

	private List<String> messages() {
		synchronized (events) {
			return events.stream().filter(JobEvent.Message.class::isInstance).map(event -> ((JobEvent.Message) event).text())
				.toList();
		}
	}

	@Test
	void aRunThatIsFinishedEarlyGivesItsModel() {
		final SavedModel model = train("training", 3, () -> control.end(Ending.FINISHED));
		assertEquals(3, model.training().steps());
		assertTrue(model.training().cancelled());
	}

	@ParameterizedTest
	@ValueSource(strings = { "searching codes", "training" })
	void aRunThatIsAbandonedLeavesACheckpointOnly(final String phase) {
		assertThrows(JobCancelledException.class, () -> train(phase, 2, () -> control.end(Ending.ABANDONED)));
		assertEquals(1, checkpoints.size());
		assertTrue(messages().get(messages().size() - 1).endsWith("no model is written."), messages().toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "searching codes", "training", "validating" })
	void aPausedRunStandsStillAndThenEndsAsWithoutAPause(final String phase) throws Exception {
		final SavedModel uninterrupted = train(JobMonitor.silent());
		checkpoints.clear();
		final CompletableFuture<SavedModel> run = CompletableFuture.supplyAsync(() -> train(phase, 2, control::pause));
		awaitStandstill(run);
		control.askForCheckpoint();
		await(() -> messages().stream().anyMatch(text -> text.matches("The checkpoint of step \\d+ was written\\.")));
		assertEquals(1, checkpoints.size());
		awaitStandstill(run);
		control.resume();
		assertArrayEquals(uninterrupted.parameters(), run.orTimeout(60, TimeUnit.SECONDS).join().parameters());
	}

	@Test
	void aPausedRunCanBeFinished() {
		final CompletableFuture<SavedModel> run = CompletableFuture.supplyAsync(() -> train("training", 2, control::pause));
		await(control::isPaused);
		control.end(Ending.FINISHED);
		assertEquals(2, run.orTimeout(60, TimeUnit.SECONDS).join().training().steps(), 1);
	}

	/** Waits until nothing happens any more: at once on an idle machine, within seconds on a busy one. */
	private void awaitStandstill(final CompletableFuture<SavedModel> run) throws InterruptedException {
		await(control::isPaused);
		int before = -1;
		for (int i = 0; i < MOST_LOOKS && before != events.size(); i++) {
			before = events.size();
			Thread.sleep(LOOK_MILLIS);
		}
		assertEquals(before, events.size());
		assertFalse(run.isDone());
	}

	private static void await(final BooleanSupplier condition) {
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (!condition.getAsBoolean()) {
			assertTrue(System.nanoTime() < end, "waited in vain");
			LockSupport.parkNanos(1_000_000);
		}
	}
}
