package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.image.PairProblemsException;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingJobTest {

	@TempDir
	private Path folder;

	private void pairs(final int count, final int depth, final int side, final int targetDepth, final int scale) {
		for (int i = 0; i < count; i++) {
			TestImages.save(folder.resolve("in"), "p" + i + ".tif", depth, side, side);
			TestImages.save(folder.resolve("out"), "p" + i + ".tif", targetDepth, side * scale, side * scale);
		}
	}

	/** Few candidates per level, for speed. */
	private List<Integer> candidates = List.of(2);

	private TrainingJob job(final Task task, final int epochs, final int patch, final boolean skip, final String model) {
		return new TrainingJob(folder.resolve("in").toString(), folder.resolve("out").toString(), folder.resolve(model)
			.toString(), task, Preset.FAST, candidates, epochs, patch, 0.25, 1e-3, 7, "cpu", skip, DistanceKind.LEARNED,
			SearchStrategy.CHIMLE);
	}

	@ParameterizedTest
	@CsvSource({ "SUPER_RESOLUTION, 16, 8, 16, 2, 0, 1", "GENERIC, 8, 34, 32, 1, 0, 2",
		"COLOURIZATION, 8, 20, 24, 1, 16, 1" })
	void trainsFromFoldersAndWritesTheModel(final Task task, final int depth, final int side, final int targetDepth,
		final int scale, final int patch, final int levels)
	{
		pairs(4, depth, side, targetDepth, scale);
		candidates = Collections.nCopies(levels, 2);
		final SavedModel model = job(task, 1, patch, false, "m.chimle").run(JobMonitor.silent());
		assertEquals(levels, model.config().levelCount());
		assertEquals(scale, model.config().scale());
		assertFalse(model.training().cancelled());
		assertEquals(3, model.training().trainingPairs().size());
		assertEquals(1, model.training().validationPairs().size());
		final SavedModel read = ModelFile.read(folder.resolve("m.chimle"));
		assertArrayEquals(model.parameters(), read.parameters());
		assertEquals(model.normalisation(), read.normalisation());
		assertEquals(targetDepth == 24 ? 3 : 1, read.normalisation().target().size());
	}

	@Test
	void writesAUsableModelWhenCancelled() {
		pairs(4, 8, 8, 8, 2);
		final JobControl control = new JobControl();
		final List<String> messages = new ArrayList<>();
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) messages.add(message.text());
			if (event instanceof JobEvent.Loss) control.cancel();
		}, control);
		final SavedModel model = job(Task.SUPER_RESOLUTION, 1000, 16, false, "m.chimle").run(monitor);
		assertTrue(model.training().cancelled());
		assertTrue(ModelFile.read(folder.resolve("m.chimle")).training().cancelled());
		assertTrue(messages.get(messages.size() - 1).contains("was written"), messages.toString());
	}

	@Test
	void refusesPlacesThatCannotBeWrittenBeforeAnythingElse() {
		assertSentence(job(Task.GENERIC, 1, 0, false, "missing/m.chimle"), "does not exist");
		assertSentence(job(Task.GENERIC, 1, 0, false, ""), "is a folder");
	}

	@Test
	void theEndingOfModelsIsAddedToAName() throws Exception {
		pairs(2, 8, 8, 8, 1);
		candidates = List.of(1);
		Files.createDirectories(folder.resolve("dir"));
		assertSentence(job(Task.GENERIC, 1, 0, false, "dir"), "is a folder");
		final TrainingJob job = job(Task.GENERIC, 1, 0, false, "cells v1.2");
		assertEquals(folder.resolve("cells v1.2.chimle").toString(), job.modelFile());
		assertEquals(job, job.with(Continuation.NONE));
		job.run(JobMonitor.silent());
		assertTrue(Files.exists(folder.resolve("cells v1.2.chimle")));
		assertTrue(Files.exists(folder.resolve("cells v1.2.chimle.training")));
		assertFalse(Files.exists(folder.resolve("cells v1.2")));
		final String message = assertThrows(InvalidInputException.class, () -> ModelFile.read(folder.resolve("cells v1.2")))
			.getMessage();
		assertTrue(message.endsWith("cells v1.2 does not exist, but cells v1.2.chimle does; choose that."), message);
	}

	@Test
	void reportsBrokenPairsOrSkipsThem() {
		pairs(4, 8, 16, 8, 2);
		TestImages.save(folder.resolve("in"), "odd.tif", 8, 16, 16);
		final PairProblemsException exc = assertThrows(PairProblemsException.class, () -> job(Task.SUPER_RESOLUTION, 1, 16,
			false, "m.chimle").run(JobMonitor.silent()));
		assertEquals("odd", exc.problems().get(0).name());
		assertFalse(Files.exists(folder.resolve("m.chimle")));
		final List<String> messages = new ArrayList<>();
		job(Task.SUPER_RESOLUTION, 1, 16, true, "m.chimle").run(new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) messages.add(message.text());
		}, new JobControl()));
		assertTrue(messages.get(0).startsWith("Skipped odd: "), messages.toString());
		assertTrue(Files.exists(folder.resolve("m.chimle")));
	}

	@Test
	void refusesPatchesThatTheModelCannotUse() {
		pairs(2, 8, 32, 8, 4);
		assertSentence(job(Task.SUPER_RESOLUTION, 1, 33, false, "m.chimle"), "multiple of 4 and at least 32");
		assertSentence(job(Task.SUPER_RESOLUTION, 1, 16, false, "m.chimle"), "choose 32");
		assertThrows(PairProblemsException.class, () -> job(Task.SUPER_RESOLUTION, 1, 256, false, "m.chimle").run(JobMonitor
			.silent()));
	}

	@ParameterizedTest
	@CsvSource({ "8, 1", "16, 1", "31, 1", "32, 2", "64, 3", "100, 3", "128, 4", "1000, 4" })
	void leavesAboutSixteenPixelsOnTheCoarsestLevel(final int size, final int levels) {
		assertEquals(levels, TrainingPlan.levels(Task.GENERIC, 1, size));
		assertEquals(3, TrainingPlan.levels(Task.SUPER_RESOLUTION, 8, size));
	}

	private static void assertSentence(final TrainingJob job, final String words) {
		final String message = assertThrows(InvalidInputException.class, () -> job.run(JobMonitor.silent())).getMessage();
		assertTrue(message.contains(words) && message.endsWith("."), message);
	}
}
