package org.chimle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.model.ModelFile;
import org.chimle.image.ResultFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChimleCliTest {

	private final RecordingTerminal terminal = new RecordingTerminal(false);

	@TempDir
	private Path folder;

	@Test
	void withoutACommandTheUsageIsShown() {
		assertEquals(2, terminal.run());
		assertTrue(terminal.err().contains("Usage: chimle"), terminal.err());
		assertEquals("", terminal.out());
	}

	@ParameterizedTest
	@ValueSource(strings = { "train", "generate", "explore", "batch", "measure", "measure-folders", "coverage", "figures",
		"simulate", "demo", "modes", "train-perceptual", "descend", "benchmark", "weights", "gpu-library", "device" })
	void everyCommandExplainsItself(final String command) {
		assertEquals(0, terminal.run(command, "--help"));
		assertTrue(terminal.out().contains("Usage: chimle " + command), terminal.out());
	}

	@Test
	void aWrongOptionGivesTwo() {
		assertEquals(2, terminal.run("train", "--no-such-option"));
	}

	@Test
	void aMistypedCommandLineIsAnsweredInAFewLines() {
		final String help = System.lineSeparator() + "\"chimle generate --help\" explains the options." + System.lineSeparator();
		assertEquals(2, terminal.run("generate", "cells.tif", "--model-file", "m.chimle", "--sampels", "2"));
		assertTrue(terminal.err().contains("--samples") && terminal.err().endsWith(help), terminal.err());
		assertEquals(2, terminal.run("generate"));
		assertTrue(terminal.err().endsWith("Missing required parameter: 'IMAGE'" + help), terminal.err());
	}

	@ParameterizedTest
	@ValueSource(strings = { "super-resolution", "SUPER_RESOLUTION", "generic", "colourization" })
	void tasksAreNamedAsInMacros(final String task) {
		final String missing = folder.resolve("missing").toString();
		assertMistake("missing", "train", "--task", task, "--input-folder", missing, "--target-folder", missing,
			"--model-file", folder.resolve("m.chimle").toString());
		assertEquals(2, terminal.run("train", "--task", task + "s", "--input-folder", missing, "--target-folder", missing,
			"--model-file", "m.chimle"));
	}

	@Test
	void aMissingImageGivesOneAndASentence() {
		assertMistake("nothing.tif", "generate", folder.resolve("nothing.tif").toString(), "--model-file", "m.chimle",
			"--output", folder.resolve("out.tif").toString());
	}

	@Test
	void aModelFileThatIsARandomFileGivesOneAndASentence() throws IOException {
		final Path image = folder.resolve("image.tif");
		ResultFiles.writeTiff(new ImagePlus("image", new ByteProcessor(32, 32)), image);
		final byte[] noise = new byte[3000];
		new Random(4).nextBytes(noise);
		final Path model = Files.write(folder.resolve("noise.chimle"), noise);
		assertMistake("noise.chimle", "generate", image.toString(), "--model-file", model.toString(), "--output", folder
			.resolve("out.tif").toString());
		assertTrue(Files.notExists(folder.resolve("out.tif")));
	}

	@Test
	void aPathIsDrawnInARegion() {
		final Path image = folder.resolve("image.tif");
		ResultFiles.writeTiff(new ImagePlus("image", new ByteProcessor(12, 10)), image);
		final Path model = folder.resolve("model.chimle");
		ModelFile.write(TinyModels.random(Task.SUPER_RESOLUTION), model);
		final String out = folder.resolve("out.tif").toString();
		assertMistake("region", "explore", image.toString(), "--model-file", model.toString(), "--output", out, "--path",
			"1:g1.l1 2:g1.l1", "--region", "all");
		assertEquals(0, terminal.run("explore", image.toString(), "--model-file", model.toString(), "--output", out, "--path",
			"1:g1.l2 2:g3.l4", "--all-levels", "--region", "2 1 8 9"));
		final ImagePlus levels = IJ.openImage(out);
		assertEquals("32 36 2", levels.getWidth() + " " + levels.getHeight() + " " + levels.getNFrames());
	}

	@Test
	void aMissingFolderForTheResultGivesOneBeforeAnyWork() {
		assertMistake("does not exist", "generate", "image.tif", "--model-file", "m.chimle", "--output", folder.resolve(
			"no/out.tif").toString());
	}

	@Test
	void aMissingTrainingFolderGivesOneAndASentence() {
		assertMistake("inputs", "train", "--input-folder", folder.resolve("inputs").toString(), "--target-folder", folder
			.toString(), "--model-file", folder.resolve("m.chimle").toString());
	}

	private void assertMistake(final String part, final String... args) {
		assertEquals(1, terminal.run(args));
		assertTrue(terminal.err().contains(part), terminal.err());
		assertEquals(1, terminal.err().lines().count(), terminal.err());
		assertEquals("", terminal.out());
	}
}
