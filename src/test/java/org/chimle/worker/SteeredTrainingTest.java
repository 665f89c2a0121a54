package org.chimle.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.Ending;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CheckpointFile;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.testing.TinyPairs;
import org.chimle.workflow.TrainingJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user asks of a training reaches the worker process that trains. */
class SteeredTrainingTest {

	private static final WorkerPool POOL = new WorkerPool(60);
	private static final WorkerCompute COMPUTE = new WorkerCompute(POOL, WorkerLaunch.usual(""));

	@TempDir
	private static Path folder;

	private final JobControl control = new JobControl();
	private final List<JobEvent> events = Collections.synchronizedList(new ArrayList<>());

	@BeforeAll
	static void writePairs() throws Exception {
		TinyPairs.write(folder);
	}

	@AfterAll
	static void endWorkers() {
		POOL.close();
	}

	private static TrainingJob endless(final Path model) {
		return new TrainingJob(folder.resolve("input").toString(), folder.resolve("target").toString(), model.toString(),
			Task.SUPER_RESOLUTION, Preset.FAST, List.of(2), 1_000_000, 16, 0, 1e-3, 7, "cpu", false, DistanceKind.LEARNED,
			SearchStrategy.CHIMLE);
	}

	private TrainingRecord train(final Path model, final Runnable atFirstLoss) {
		final AtomicBoolean told = new AtomicBoolean();
		return COMPUTE.train(endless(model), new JobMonitor(event -> {
			events.add(event);
			if (event instanceof JobEvent.Loss && !told.getAndSet(true)) atFirstLoss.run();
		}, control));
	}

	@Test
	void aTrainingIsPausedSavedResumedAndFinished() throws Exception {
		final Path model = folder.resolve("finished.chimle");
		final CompletableFuture<TrainingRecord> run = CompletableFuture.supplyAsync(() -> train(model, control::pause));
		await(control::isPaused);
		int seen = -1;
		for (int i = 0; i < 15 && seen != events.size(); i++) { // more than once on a busy machine only
			seen = events.size();
			Thread.sleep(700);
		}
		final int before = seen;
		assertEquals(before, events.size());
		control.askForCheckpoint();
		await(() -> Files.exists(CheckpointFile.of(model)));
		control.resume();
		await(() -> events.size() > before + 20);
		control.end(Ending.FINISHED);
		assertTrue(run.orTimeout(60, TimeUnit.SECONDS).join().cancelled());
		assertEquals(run.join().steps(), ModelFile.read(model).training().steps());
		assertFalse(Files.exists(CheckpointFile.of(model)));
		final JobEvent.Preview preview = (JobEvent.Preview) events.stream().filter(JobEvent.Preview.class::isInstance).reduce((
			first, last) -> last).orElseThrow();
		assertEquals(run.join().steps(), preview.step());
		assertTrue(Files.exists(Path.of(preview.file())));
		assertTrue(events.stream().anyMatch(event -> event instanceof JobEvent.Resources resources && resources.device()
			.equals("cpu") && resources.totalBytes() > 0));
	}

	@Test
	void anAbandonedTrainingLeavesACheckpointOnly() {
		final Path model = folder.resolve("abandoned.chimle");
		assertThrows(CancellationException.class, () -> train(model, () -> control.end(Ending.ABANDONED)));
		await(() -> Files.exists(CheckpointFile.of(model)));
		assertFalse(Files.exists(model));
	}

	@Test
	void aKilledTrainingSaysHowToGoOn() {
		final long worker = COMPUTE.processId(JobMonitor.silent());
		final String sentence = assertThrows(InvalidInputException.class, () -> train(folder.resolve("killed.chimle"),
			() -> ProcessHandle.of(worker).ifPresent(ProcessHandle::destroyForcibly))).getMessage();
		assertTrue(sentence.endsWith("; if it had written a checkpoint, resume the run (interrupted_run), else start it again, " +
			"with smaller patches if the computer is short of memory."), sentence);
	}

	private static void await(final BooleanSupplier condition) {
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		while (!condition.getAsBoolean()) {
			assertTrue(System.nanoTime() < end, "waited in vain");
			LockSupport.parkNanos(1_000_000);
		}
	}
}
