package org.chimle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.feature.Backbone;
import org.chimle.engine.feature.FormulaWeights;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.weights.WeightFolder;
import org.chimle.testing.TinyPairs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights are installed, listed and used through the terminal. */
class WeightsTest {

	private final RecordingTerminal terminal = new RecordingTerminal(false);

	@TempDir
	private Path folder;

	@BeforeEach
	void useAFolderOfItsOwn() {
		System.setProperty(WeightFolder.PROPERTY, folder.resolve("weights").toString());
	}

	@AfterEach
	void useTheUsualFolder() {
		System.clearProperty(WeightFolder.PROPERTY);
	}

	private void assertMistake(final String part, final String... args) {
		assertEquals(1, terminal.run(args), terminal.err());
		assertTrue(terminal.err().contains(part), terminal.err());
		assertEquals("", terminal.out());
	}

	@Test
	void withoutANetworkTheFilesAreListedAndNothingIsMade() {
		assertEquals(0, terminal.run("weights"), terminal.err());
		assertEquals(8, terminal.out().strip().lines().count(), terminal.out());
		assertTrue(terminal.out().contains("lpips-vgg,vgg16-397923af.pth,no,,527.80," +
			"https://download.pytorch.org/models/vgg16-397923af.pth"), terminal.out());
		assertTrue(Files.notExists(folder.resolve("weights")));
	}

	@Test
	void mistakesAreSentences() {
		assertMistake("The network is \"vgg\" but must be one of: lpips-vgg,", "weights", "vgg", "--download");
	}

	@Test
	void aNetworkWithoutASourceIsAMistake() {
		assertMistake("No weights file is given for inception", "weights", "inception");
	}

	@Test
	void aDistanceThatIsNotInstalledIsNamedBeforeAnyWork() {
		assertMistake("install them with Plugins>CHIMLE>Install CHIMLE Weights...", "train", "--distance", "lpips-vgg",
			"--input-folder", "no", "--target-folder", "no", "--model-file", folder.resolve("m.chimle").toString());
	}

	@Test
	void anInstalledDistanceTrainsAndMeasures() throws IOException {
		TinyPairs.write(folder);
		final Path given = FormulaWeights.write(Backbone.SQUEEZENET, folder.resolve("my.safetensors"));
		assertEquals(0, terminal.run("weights", "lpips-squeeze", "--file", given.toString()), terminal.err());
		assertTrue(terminal.out().contains("lpips-squeeze,squeezenet1_1-b8a52dc0.pth,yes," + folder.resolve(
			"weights/lpips-squeeze.safetensors")), terminal.out());

		final Path model = folder.resolve("m.chimle");
		final RecordingTerminal training = new RecordingTerminal(false);
		assertEquals(0, training.run("train", "--distance", "lpips-squeeze", "--input-folder", folder.resolve("input")
			.toString(), "--target-folder", folder.resolve("target").toString(), "--model-file", model.toString(), "--epochs",
			"1", "--patch-size", "32", "--samples-per-level", "2"), training.err());
		final String target = folder.resolve("target/pair0.tif").toString();
		final String measured = measure(folder.resolve("target/pair1.tif").toString(), target, "lpips-squeeze");
		assertNotEquals(measured, measure(folder.resolve("target/pair1.tif").toString(), target, "bundled"));

		System.setProperty(WeightFolder.PROPERTY, folder.resolve("elsewhere").toString());
		assertEquals(DistanceKind.LPIPS_SQUEEZE, ModelFile.read(model).training().config().distance());
	}

	private static String measure(final String samples, final String reference, final String distance) {
		final RecordingTerminal terminal = new RecordingTerminal(false);
		assertEquals(0, terminal.run("measure", samples, "--reference", reference, "--distance", distance), terminal.err());
		return terminal.out();
	}
}
