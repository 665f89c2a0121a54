package org.chimle.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.tensor.Precision;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generating from a terminal, with a tiny untrained network. */
class GenerateTest {

	private final RecordingTerminal terminal = new RecordingTerminal(false);

	@TempDir
	private Path folder;
	private int scale;

	@BeforeEach
	void write() {
		final var model = TinyModels.random(Task.SUPER_RESOLUTION);
		scale = model.config().scale();
		ModelFile.write(model, folder.resolve("m.chimle"));
		for (int i = 1; i <= 2; i++) TestImages.save(folder.resolve("in"), "a" + i + ".tif", 8, 20, 16);
	}

	private int run(final String command, final Path what, final String... others) {
		final String[] all = new String[others.length + 6];
		System.arraycopy(new String[] { command, what.toString(), "--model-file", folder.resolve("m.chimle").toString(),
			"--samples", "2" }, 0, all, 0, 6);
		System.arraycopy(others, 0, all, 6, others.length);
		return terminal.run(all);
	}

	@Test
	void everyOutputHasAFileAndSelectionsCount() {
		assertEquals(0, run("generate", folder.resolve("in/a1.tif"), "--output", folder.resolve("x-samples.tif").toString(),
			"--selection", "3,2,10,9", "--mean", "--standard-deviation", "--interquartile-range", "--agreement-map",
			"--threshold", "100", "--montage", "--consistency", "yes"), terminal::err);
		assertEquals(6, terminal.out().lines().count(), terminal.out());
		for (final String name : new String[] { "samples", "mean", "sd", "iqr", "agreement" }) {
			final ImagePlus image = IJ.openImage(folder.resolve("x-" + name + ".tif").toString());
			assertEquals(10 * scale, image.getWidth(), name);
			assertEquals(9 * scale, image.getHeight(), name);
			assertEquals(-3.0 * scale, image.getCalibration().xOrigin);
		}
		assertTrue(Files.exists(folder.resolve("x-montage.png")));
	}

	@Test
	void halfPrecisionIsToldInTheFile() {
		assertEquals(0, run("generate", folder.resolve("in/a1.tif"), "--output", folder.resolve("h.tif").toString(),
			"--half-precision"), terminal::err);
		assertEquals(Precision.quick("cpu") == Precision.BFLOAT16 ? "bfloat16" : null, IJ.openImage(folder.resolve("h.tif")
			.toString()).getProp("CHIMLE precision"));
		assertTrue(terminal.err().contains("amples are computed in"), terminal.err());
	}

	@Test
	void samplesCanBeDiscarded() throws IOException {
		assertEquals(0, run("generate", folder.resolve("in/a1.tif"), "--output", folder.resolve("y.tif").toString(), "--mean",
			"--discard-samples"), terminal::err);
		assertTrue(Files.exists(folder.resolve("y-mean.tif")));
		assertTrue(Files.notExists(folder.resolve("y.tif")));
		assertEquals(1, run("generate", folder.resolve("in/a1.tif"), "--discard-samples"));
		assertTrue(terminal.err().contains("tick at least one output"), terminal.err());
	}

	@Test
	void aSelectionMustBeARectangleInTheImage() {
		assertEquals(1, run("generate", folder.resolve("in/a1.tif"), "--selection", "1,2,3"));
		assertTrue(terminal.err().contains("four whole numbers"), terminal.err());
		assertEquals(1, run("generate", folder.resolve("in/a1.tif"), "--selection", "50,50,3,3"));
		assertTrue(terminal.err().contains("lies outside the image"), terminal.err());
	}

	@Test
	void aFolderIsProcessedAndItsProblemsGiveOne() throws IOException {
		final String out = folder.resolve("out").toString();
		assertEquals(0, run("batch", folder.resolve("in"), "--output-folder", out, "--seed", "3"), terminal::err);
		final float[] batch = (float[]) IJ.openImage(out + "/a2-samples.tif").getStack().getPixels(2);
		assertEquals(0, run("generate", folder.resolve("in/a2.tif"), "--output", folder.resolve("b.tif").toString(), "--seed",
			"3"), terminal::err);
		assertArrayEquals((float[]) IJ.openImage(folder.resolve("b.tif").toString()).getStack().getPixels(2), batch);
		Files.writeString(folder.resolve("in/bad.tif"), "no image");
		assertEquals(1, run("batch", folder.resolve("in"), "--output-folder", out, "--skip-existing", "--seed", "3"));
		assertTrue(terminal.err().contains("1 of 3 images could not be processed"), terminal.err());
		assertTrue(terminal.out().contains("chimle-batch-errors.csv"), terminal.out());
	}
}
