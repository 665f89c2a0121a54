package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the choice of consistency does to samples, and what is said of it. */
class SampleConsistencyTest {

	@TempDir
	private Path folder;

	/** @return the file of a model of super-resolution by 4 whose training measured the error; null for an older model */
	private Path model(final Double error) {
		final SavedModel plain = Models.random(Task.SUPER_RESOLUTION, 1, 1, 2, 0, 250);
		final TrainingRecord record = plain.training();
		final Path file = folder.resolve("m.chimle");
		ModelFile.write(new SavedModel(plain.config(), plain.normalisation(), new TrainingRecord(record.software(), record
			.finished(), record.config(), record.trainingPairs(), record.validationPairs(), record.steps(), record
				.validationLoss(), record.cancelled(), record.degradation(), error), plain.parameters()), file);
		return file;
	}

	private static ImagePlus image() {
		return TestImages.stack("cells", 8, 24, 20, 1, 1, 1);
	}

	private static ImagePlus sample(final Path model, final ConsistencyChoice choice, final JobMonitor monitor) {
		return new GenerationJob(model.toString(), 1, 5, false, Outputs.of(false, false), choice, "cpu").run(image(), monitor)
			.samples();
	}

	private static float[] pixels(final ImagePlus image) {
		return (float[]) image.getProcessor().getPixels();
	}

	@ParameterizedTest
	@CsvSource({ "0.1, AUTO, true", "0.11, AUTO, false", ", AUTO, false", "0.5, YES, true", ", YES, true",
		"0.01, NO, false" })
	void autoTrustsTheModelFile(final Double error, final ConsistencyChoice choice, final boolean applied) {
		final Path file = model(error);
		final ImagePlus sample = sample(file, choice, JobMonitor.silent());
		final double mean = image().getProcessor().getStatistics().mean;
		// A model that was never trained knows nothing of the image's brightness.
		assertEquals(applied, Math.abs(sample.getProcessor().getStatistics().mean - mean) < 1);
		assertArrayEquals(pixels(sample(file, applied ? ConsistencyChoice.YES : ConsistencyChoice.NO, JobMonitor.silent())),
			pixels(sample));
	}

	@Test
	void whatWasDoneIsSaidAndKeptWithTheImage() {
		final List<String> said = new ArrayList<>();
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) said.add(message.text());
		}, new JobControl());
		final String done = "brightness and shading of the samples are made those of the image (auto: inputs and targets of " +
			"the training differed by 0.0123 of their contrast, at most 0.1 is agreement)";
		assertEquals(done, sample(model(0.0123), ConsistencyChoice.AUTO, monitor).getProp("CHIMLE consistency"));
		assertEquals(List.of("Consistency with the input: " + done + "."), said);
		assertEquals("brightness and shading of the samples are left as the model gives them (auto: the model file does not " +
			"tell how well inputs and targets agreed)", sample(model(null), ConsistencyChoice.AUTO, monitor).getProp(
				"CHIMLE consistency"));
	}

	@Test
	void anOlderModelFileLacksTheFigure() throws IOException {
		assertEquals(0.02, ModelFile.read(model(0.02)).training().consistencyError());
		assertTrue(text(model(0.02)).contains("consistencyError"));
		assertNull(ModelFile.read(model(null)).training().consistencyError());
		assertFalse(text(model(null)).contains("consistencyError"));
	}

	private static String text(final Path model) throws IOException {
		try (ZipFile zip = new ZipFile(model.toFile())) {
			return new String(zip.getInputStream(zip.getEntry("training.json")).readAllBytes(),
				StandardCharsets.UTF_8);
		}
	}

	/** A path is drawn as the sample that it names is generated. */
	@Test
	void anExploredSampleIsTheGeneratedOne() {
		final Path file = model(0.05);
		final ExploreJob.Choice choice = new ExploreJob.Choice(CodePath.of(LatentCode.ofSample(5, 0, 2)).text(), null, 1,
			false);
		for (final ConsistencyChoice consistency : ConsistencyChoice.values()) {
			final ImagePlus explored = new ExploreJob(file.toString(), new ExploredPart("", 0, 0), consistency, "cpu").draw(choice,
				image(), new LocalCompute(), JobMonitor.silent());
			final ImagePlus generated = sample(file, consistency, JobMonitor.silent());
			assertArrayEquals(pixels(generated), pixels(explored));
			assertEquals(generated.getProp("CHIMLE consistency"), explored.getProp("CHIMLE consistency"));
		}
	}

	@Test
	void modelsOfOtherTasksAreRefusedOnlyOnRequest() {
		final Path file = folder.resolve("g.chimle");
		ModelFile.write(Models.random(Task.GENERIC, 1, 1, 2, 0, 250), file);
		assertNull(sample(file, ConsistencyChoice.AUTO, JobMonitor.silent()).getProp("CHIMLE consistency"));
		final String message = assertThrows(InvalidInputException.class, () -> sample(file, ConsistencyChoice.YES, JobMonitor
			.silent())).getMessage();
		assertTrue(message.endsWith("; choose consistency no or auto."), message);
	}
}
