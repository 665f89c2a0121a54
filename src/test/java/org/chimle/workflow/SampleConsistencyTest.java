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
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipFile;

import org.chimle.engine.config.Task;
import org.chimle.engine.data.ConsistencyRule;
import org.chimle.engine.data.IntensityLine;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the choice of consistency does to samples, and what is said of it. */
class SampleConsistencyTest {

	@TempDir
	private Path folder;

	/** Half as bright, and a tenth of the range more. */
	private static final IntensityLine LINE = new IntensityLine(0.5, 0.1);

	/** @return the file of a model of super-resolution by 4 whose training measured the error; null for an older model */
	private Path model(final Double error) {
		return model(Task.SUPER_RESOLUTION, 1, new ConsistencyRule(List.of(), error));
	}

	/** @return the file of a generic model whose training found the line for each of its channels */
	private Path lined(final int channels, final Double error) {
		return model(Task.GENERIC, channels, new ConsistencyRule(Collections.nCopies(channels, LINE), error));
	}

	private Path model(final Task task, final int channels, final ConsistencyRule rule) {
		final Path file = folder.resolve("m.chimle");
		ModelFile.write(Models.withRule(Models.random(task, channels, channels, 2, 0, 250), rule), file);
		return file;
	}

	private static ImagePlus image() {
		return TestImages.stack("cells", 8, 24, 20, 1, 1, 1);
	}

	private static double mean(final ImagePlus image) {
		return image.getProcessor().getStatistics().mean;
	}

	private static ImagePlus sample(final Path model, final ConsistencyChoice choice, final JobMonitor monitor) {
		return sample(model, image(), choice, monitor);
	}

	private static ImagePlus sample(final Path model, final ImagePlus image, final ConsistencyChoice choice,
		final JobMonitor monitor)
	{
		return new GenerationJob(model.toString(), 1, 5, false, Outputs.of(false, false), choice, "cpu").run(image, monitor)
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

	@ParameterizedTest
	@CsvSource({ "0.4, AUTO, true", "0.41, AUTO, false", ", AUTO, false", "2, YES, true", "0.01, NO, false" })
	void theLineOfAGenericModelIsTrustedInTheSameWay(final Double error, final ConsistencyChoice choice,
		final boolean applied)
	{
		final Path file = lined(1, error);
		final ImagePlus sample = sample(file, choice, JobMonitor.silent());
		assertEquals(applied, Math.abs(mean(sample) - (0.5 * mean(image()) + 0.1 * 250)) < 0.1);
		assertArrayEquals(pixels(sample(file, applied ? ConsistencyChoice.YES : ConsistencyChoice.NO, JobMonitor.silent())),
			pixels(sample));
	}

	/** Two channels go into a model of two together, and into a model of one after the other. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void everyChannelFollowsItsLine(final int channels) {
		final ImagePlus image = TestImages.stack("cells", 16, 72, 72, 2, 1, 1);
		image.getStack().getProcessor(2).multiply(0.5);
		final ImagePlus sample = sample(lined(channels, 0.1), image, ConsistencyChoice.AUTO, JobMonitor.silent());
		for (int c = 1; c <= 2; c++) {
			assertEquals(0.5 * image.getStack().getProcessor(c).getStatistics().mean + 25, sample.getStack().getProcessor(c)
				.getStatistics().mean, 0.5);
		}
	}

	@Test
	void whatALineDidIsSaidAndKeptWithTheImage() {
		final List<String> said = new ArrayList<>();
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) said.add(message.text());
		}, new JobControl());
		final String done = "brightness and shading of the samples are made those that go with the image in the training pairs " +
			"(auto: inputs and targets of the training differed by 0.333 of their contrast after a line through their " +
			"intensities, at most 0.4 is agreement)";
		assertEquals(done, sample(lined(1, 1 / 3.0), ConsistencyChoice.AUTO, monitor).getProp("CHIMLE consistency"));
		assertEquals(List.of("Consistency with the input: " + done + "."), said);
		assertEquals("brightness and shading of the samples are left as the model gives them (auto: inputs and targets of the " +
			"training differed by 0.500 of their contrast after a line through their intensities, at most 0.4 is agreement)",
			sample(lined(1, 0.5), ConsistencyChoice.AUTO, monitor).getProp("CHIMLE consistency"));
	}

	@Test
	void linesAreReadBack() throws IOException {
		final Path file = lined(2, 0.25);
		assertEquals(new ConsistencyRule(List.of(LINE, LINE), 0.25), ModelFile.read(file).training().consistency());
		assertTrue(text(file).contains("\"gain\": 0.5"));
		final SavedModel plain = Models.random(Task.GENERIC, 1, 1, 2, 0, 250);
		for (final SavedModel other : List.of(plain, Models.random(Task.GENERIC, 2, 1, 2, 0, 250), Models.random(
			Task.COLOURIZATION, 1, 3, 2, 0, 250)))
		{
			final int lines = other == plain ? 2 : 1;
			assertThrows(IllegalArgumentException.class, () -> Models.withRule(other, new ConsistencyRule(Collections.nCopies(
				lines, LINE), 0.1)));
		}
	}

	@Test
	void aFolderIsProcessedInTheSameWay() {
		TestImages.save(folder.resolve("in"), "cell.tif", 8, 24, 20);
		final GenerationJob generation = new GenerationJob(lined(1, 0.1).toString(), 2, 5, false, Outputs.of(false, false),
			ConsistencyChoice.AUTO, "cpu");
		final BatchJob.Result result = new BatchJob(folder.resolve("in").toString(), "*", folder.resolve("out").toString(),
			false, generation).run(new LocalCompute(), JobMonitor.silent());
		assertEquals(0.5 * mean(image()) + 25, result.images().getValue("Mean", 0), 0.1);
	}

	/** A path is drawn as the sample that it names is generated. */
	@ParameterizedTest
	@EnumSource(names = { "SUPER_RESOLUTION", "GENERIC" })
	void anExploredSampleIsTheGeneratedOne(final Task task) {
		final Path file = task == Task.GENERIC ? lined(1, 0.05) : model(0.05);
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

	/** The output of a level below the last is smaller than the image. */
	@Test
	void everyLevelOfAnExploredSampleFollowsTheLine() {
		final ExploreJob.Choice choice = new ExploreJob.Choice(CodePath.of(LatentCode.ofSample(5, 0, 2)).text(), null, 1, true);
		final ImagePlus levels = new ExploreJob(lined(1, 0.05).toString(), new ExploredPart("", 0, 0), ConsistencyChoice.AUTO,
			"cpu").draw(choice, image(), new LocalCompute(), JobMonitor.silent());
		assertEquals(2, levels.getStackSize());
		for (int l = 1; l <= 2; l++) {
			assertEquals(0.5 * mean(image()) + 25, levels.getStack().getProcessor(l).getStatistics().mean, 0.5);
		}
	}

	/** As models of earlier versions, which have no lines. */
	@Test
	void genericModelsWithoutLinesAreRefusedOnlyOnRequest() {
		final Path file = model(Task.GENERIC, 1, ConsistencyRule.UNKNOWN);
		assertNull(sample(file, ConsistencyChoice.AUTO, JobMonitor.silent()).getProp("CHIMLE consistency"));
		final String message = assertThrows(InvalidInputException.class, () -> sample(file, ConsistencyChoice.YES, JobMonitor
			.silent())).getMessage();
		assertTrue(message.contains("does not know which brightness of its targets"), message);
		assertTrue(message.endsWith("; choose consistency no or auto."), message);
	}

	@Test
	void modelsThatGiveOtherChannelsAreRefusedOnlyOnRequest() {
		final Path file = folder.resolve("c.chimle");
		ModelFile.write(Models.random(Task.COLOURIZATION, 1, 3, 2, 0, 250), file);
		assertNull(sample(file, ConsistencyChoice.AUTO, JobMonitor.silent()).getProp("CHIMLE consistency"));
		final String message = assertThrows(InvalidInputException.class, () -> sample(file, ConsistencyChoice.YES, JobMonitor
			.silent())).getMessage();
		assertTrue(message.contains("1 channels of 0.0 to 250.0 become 3"), message);
	}
}
