package org.chimle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.model.ModelFile;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersAndCoverageCliTest {

	private final RecordingTerminal terminal = new RecordingTerminal(false);

	@TempDir
	private Path folder;

	private String path(final String name) {
		return folder.resolve(name).toString();
	}

	@Test
	void foldersAreMeasuredIntoFiles() throws IOException {
		for (int i = 0; i < 3; i++) {
			TestImages.save(TestImages.stack("r", 8, 20 + i, 20, 1, 1, 1), folder.resolve("r/im" + i + ".png"));
			TestImages.save(TestImages.stack("s", 8, 20 + i, 20, 1, 1, 2), folder.resolve("s/im" + i + ".tif"));
		}
		assertEquals(0, terminal.run("measure-folders", path("s"), path("r"), "--output-folder", path("out")), terminal.err());
		for (final String name : new String[] { "samples", "summary", "means", "distributions", "calibration" }) {
			assertTrue(Files.size(folder.resolve("out/" + name + ".csv")) > 10, name);
		}
		final String first = Files.readAllLines(folder.resolve("out/distributions.csv")).get(0);
		assertTrue(first.startsWith("Label,Samples,References,FID (bundled),KID (bundled),KID SD (bundled),"), first);
		final JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("out/figures.json"))).getAsJsonObject();
		assertEquals(6, json.getAsJsonArray("samples").size());
		final JsonObject row = json.getAsJsonArray("distributions").get(0).getAsJsonObject();
		assertTrue(row.get("FID (bundled)").getAsDouble() >= 0);
		assertTrue(row.get("Density (bundled)").isJsonNull(), "three references have no fifth neighbour");
		assertTrue(row.get("Caution").getAsString().contains("neighbours need more than 5 images"));
		assertEquals(3, json.getAsJsonArray("calibration").get(0).getAsJsonObject().get("Images").getAsInt());
		assertTrue(Files.readString(folder.resolve("out/calibration-curve.csv")).startsWith("Label,RMV,RMSE,Pixels\n"));
		assertTrue(ImageIO.read(folder.resolve("out/calibration-curve.png").toFile()).getWidth() > 300);
		assertTrue(ImageIO.read(folder.resolve("out/prd.png").toFile()).getWidth() > 300);
		assertTrue(terminal.err().contains("all: FID from rank-deficient covariances"), terminal.err());
	}

	@Test
	void withoutAnOutputFolderMeansAndDistributionsArePrinted() {
		TestImages.save(TestImages.stack("r", 8, 20, 20, 1, 1, 1), folder.resolve("r/im.png"));
		TestImages.save(TestImages.stack("s", 8, 20, 20, 1, 1, 2), folder.resolve("s/im.tif"));
		assertEquals(0, terminal.run("measure-folders", path("s"), path("r")), terminal.err());
		assertTrue(terminal.out().contains("Mean of Diversity") && terminal.out().contains("FID (bundled)"), terminal.out());
		assertEquals(1, terminal.run("measure-folders", path("s"), path("nowhere")));
		assertTrue(terminal.err().contains("does not exist"), terminal.err());
	}

	@Test
	void coverageIsPrintedAndWritten() throws IOException {
		ModelFile.write(TinyModels.random(Task.SUPER_RESOLUTION), folder.resolve("model.chimle"));
		TestImages.save(TestImages.stack("x", 8, 8, 8, 1, 1, 1), folder.resolve("x.tif"));
		TestImages.save(TestImages.stack("y", 8, 32, 32, 1, 1, 1), folder.resolve("y.tif"));
		assertEquals(0, terminal.run("coverage", path("x.tif"), path("y.tif"), "--model-file", path("model.chimle"),
			"--restarts", "2", "--steps", "2", "--table", path("t.csv"), "--nearest", path("n.tif")), terminal.err());
		assertEquals(3, Files.readAllLines(folder.resolve("t.csv")).size());
		assertTrue(terminal.out().contains("Mean distance,SD distance,Best distance,Best PSNR (dB)"), terminal.out());
		assertTrue(Files.size(folder.resolve("n.tif")) > 32 * 32 * 4);
		assertEquals(1, terminal.run("coverage", path("x.tif"), path("x.tif"), "--model-file", path("model.chimle")));
		assertTrue(terminal.err().contains("the model makes 32 x 32"), terminal.err());
	}
}
