package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.Ending;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CheckpointFile;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.image.PairProblemsException;
import org.chimle.testing.TestImages;
import org.chimle.testing.TinyPairs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContinuationTest {

	private static final double RATE = 1e-3;

	@TempDir
	private Path folder;

	private final List<String> messages = new ArrayList<>();

	@BeforeEach
	void writePairs() throws IOException {
		TinyPairs.write(folder);
	}

	private Path model(final String name) {
		return folder.resolve(name + ".chimle");
	}

	private TrainingJob job(final String name, final double rate, final Continuation continuation) {
		return new TrainingJob(folder.resolve("input").toString(), folder.resolve("target").toString(), model(name).toString(),
			Task.SUPER_RESOLUTION, Preset.FAST, List.of(2), 6, 16, 0.25, rate, 7, "cpu", false, DistanceKind.LEARNED,
			SearchStrategy.CHIMLE).with(continuation);
	}

	private static Continuation with(final String startFrom, final InterruptedRun interrupted) {
		return new Continuation(startFrom, interrupted, Continuation.USUAL_MINUTES);
	}

	private JobMonitor monitor(final int cancelAtStep) {
		final JobControl control = new JobControl();
		return new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) messages.add(message.text());
			if (event instanceof JobEvent.Progress progress && progress.phase().equals("training") && progress
				.done() == cancelAtStep)
			{
				control.cancel();
			}
		}, control);
	}

	@Test
	void aStoppedRunIsKeptResumedAndThenForgotten() throws IOException {
		final float[] uninterrupted = job("whole", RATE, Continuation.NONE).run(JobMonitor.silent()).parameters();
		assertFalse(Files.exists(CheckpointFile.of(model("whole"))));
		assertTrue(job("m", RATE, Continuation.NONE).run(monitor(2)).training().cancelled());
		assertTrue(messages.get(messages.size() - 1).endsWith("the run can be resumed."), messages.toString());
		final byte[] kept = Files.readAllBytes(CheckpointFile.of(model("m")));
		assertSentence(job("m", RATE, Continuation.NONE), "interrupted_run");
		assertSentence(job("m", 2 * RATE, with("", InterruptedRun.RESUME)), "learning rate 0.001, not 0.002");
		assertPairsDiffer();
		assertArrayEquals(kept, Files.readAllBytes(CheckpointFile.of(model("m"))));
		Files.createFile(folder.resolve(".m.chimle.checkpoint-01234567-89ab-cdef-0123-456789abcdef.tmp"));
		messages.clear();
		final SavedModel resumed = job("m", RATE, with("", InterruptedRun.RESUME)).run(monitor(-1));
		assertArrayEquals(uninterrupted, resumed.parameters());
		assertArrayEquals(uninterrupted, ModelFile.read(model("m")).parameters());
		assertTrue(messages.contains("Resuming the run after 2 of 6 steps."), messages.toString());
		try (var files = Files.list(folder)) {
			assertEquals(List.of("input", "m.chimle", "m.chimle.training", "target", "whole.chimle", "whole.chimle.training"),
				files.map(file -> file.getFileName().toString()).sorted().toList());
		}
		assertSentence(job("m", RATE, with("", InterruptedRun.RESUME)), "There is no interrupted run to resume");
		assertEquals(Files.readString(record("whole", TrainingFolder.LOSSES)), Files.readString(record("m",
			TrainingFolder.LOSSES)));
		assertTrue(Files.readString(record("m", TrainingFolder.LOG)).contains("Resuming the run after 2 of 6 steps."));
		assertTrue(Files.exists(record("m", "step-0000006.png")));
	}

	private Path record(final String name, final String file) {
		return TrainingFolder.of(model(name)).resolve(file);
	}

	@Test
	void lossesAreATableWithARowForEveryReport() throws IOException {
		job("m", RATE, Continuation.NONE).run(JobMonitor.silent());
		final List<String> lines = Files.readAllLines(record("m", TrainingFolder.LOSSES));
		assertEquals("step,epoch,pairs,loss,level_1", lines.get(0));
		assertTrue(lines.get(1).matches("1,1,training,(\\d+\\.\\d+),\\1"), lines.get(1));
		assertTrue(lines.get(lines.size() - 1).startsWith("6,6,validation,"), lines.toString());
	}

	@Test
	void aRunThatIsFinishedEarlyIsDone() {
		final JobControl control = new JobControl();
		final SavedModel model = job("m", RATE, Continuation.NONE).run(endingAtStep(2, control, Ending.FINISHED));
		assertEquals(2, model.training().steps());
		assertArrayEquals(model.parameters(), ModelFile.read(model("m")).parameters());
		assertFalse(Files.exists(CheckpointFile.of(model("m"))));
	}

	@Test
	void aRunThatIsAbandonedLeavesAnEarlierModelAlone() throws IOException {
		Files.writeString(model("m"), "earlier");
		assertThrows(JobCancelledException.class, () -> job("m", RATE, Continuation.NONE).run(endingAtStep(2,
			new JobControl(), Ending.ABANDONED)));
		assertEquals("earlier", Files.readString(model("m")));
		final SavedModel resumed = job("m", RATE, with("", InterruptedRun.RESUME)).run(JobMonitor.silent());
		assertEquals(6, resumed.training().steps());
	}

	private static JobMonitor endingAtStep(final int step, final JobControl control, final Ending how) {
		return new JobMonitor(event -> {
			if (event instanceof JobEvent.Progress progress && progress.phase().equals("training") && progress
				.done() == step) control.end(how);
		}, control);
	}

	private void assertPairsDiffer() throws IOException {
		final Path changed = folder.resolve("target/pair1.tif");
		final byte[] before = Files.readAllBytes(changed);
		TestImages.save(folder.resolve("target"), "pair1.tif", 16, 32, 32);
		TestImages.save(folder.resolve("target"), "pair9.tif", 16, 32, 32);
		TestImages.save(folder.resolve("input"), "pair9.tif", 16, 16, 16);
		final PairProblemsException exc = assertThrows(PairProblemsException.class, () -> job("m", RATE, with("",
			InterruptedRun.RESUME)).run(JobMonitor.silent()));
		assertEquals(List.of("pair1", "pair9"), exc.problems().stream().map(problem -> problem.name()).toList());
		assertTrue(exc.getMessage().contains("have changed") && exc.getMessage().endsWith("train anew."), exc.getMessage());
		Files.write(changed, before);
		Files.delete(folder.resolve("target/pair9.tif"));
		Files.delete(folder.resolve("input/pair9.tif"));
	}

	@Test
	void aRunThatIsGivenUpMakesRoom() throws IOException {
		Files.writeString(CheckpointFile.of(model("m")), "damaged");
		assertSentence(job("m", RATE, with("", InterruptedRun.RESUME)), "cannot be used because it is not a CHIMLE checkpoint");
		assertFalse(job("m", RATE, with("", InterruptedRun.DISCARD)).run(JobMonitor.silent()).training().cancelled());
		assertFalse(Files.exists(CheckpointFile.of(model("m"))));
	}

	@Test
	void aTrainedModelIsTrainedFurtherWithItsArchitectureAndRanges() throws IOException {
		final SavedModel first = job("first", RATE, Continuation.NONE).run(JobMonitor.silent());
		TestImages.save(folder.resolve("input"), "more.tif", 16, 16, 16);
		TestImages.save(folder.resolve("target"), "more.tif", 16, 32, 32);
		final SavedModel second = job("second", 1e-9, with(model("first").toString(), InterruptedRun.KEEP)).run(monitor(-1));
		assertEquals(first.normalisation(), second.normalisation());
		assertArrayEquals(first.parameters(), second.parameters(), 1e-5f);
		assertTrue(messages.stream().anyMatch(text -> text.contains("which had 6 steps")), messages.toString());
		final TrainingJob paper = job("third", RATE, with(model("first").toString(), InterruptedRun.KEEP));
		assertSentence(new TrainingJob(paper.inputFolder(), paper.targetFolder(), paper.modelFile(), Task.GENERIC,
			Preset.FAST, List.of(2), 6, 0, 0.25, RATE, 7, "cpu", false, DistanceKind.LEARNED, SearchStrategy.CHIMLE).with(
				paper.continuation()), "choose another task");
		assertSentence(job("third", RATE, with(folder.resolve("none.chimle").toString(), InterruptedRun.KEEP)),
			"does not exist");
	}

	@Test
	void onlySensibleTimesBetweenCheckpointsAreTaken() {
		assertThrows(InvalidInputException.class, () -> new Continuation("", InterruptedRun.KEEP, -1));
		assertThrows(InvalidInputException.class, () -> new Continuation("", InterruptedRun.KEEP, Double.NaN));
		assertThrows(InvalidInputException.class, () -> new Continuation("", null, 5));
	}

	private static void assertSentence(final TrainingJob job, final String words) {
		final String message = assertThrows(InvalidInputException.class, () -> job.run(JobMonitor.silent())).getMessage();
		assertTrue(message.contains(words) && message.endsWith("."), message);
	}
}
