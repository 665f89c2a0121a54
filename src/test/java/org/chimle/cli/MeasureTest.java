package org.chimle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.chimle.engine.data.SeededRandom;
import org.chimle.image.ResultFiles;
import org.chimle.testing.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures real images through the terminal. */
class MeasureTest {

	private final RecordingTerminal terminal = new RecordingTerminal(false);

	@TempDir
	private Path folder;
	private String samples;
	private String reference;
	private String input;

	@BeforeEach
	void writeImages() {
		final FloatImage truth = Npz.reference("figures.npz").image("reference").crop(0, 0, 96, 96);
		final SplittableRandom random = SeededRandom.of(8);
		final ImageStack stack = new ImageStack(96, 96);
		for (int s = 0; s < 4; s++) {
			final float[] pixels = truth.data().clone();
			for (int i = 0; i < pixels.length; i++) pixels[i] += (float) (6 * random.nextGaussian());
			stack.addSlice("sample", new FloatProcessor(96, 96, pixels));
		}
		final ImagePlus image = new ImagePlus("cells-samples", stack);
		image.setDimensions(1, 1, 4);
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelHeight = 0.1;
		image.getCalibration().setUnit("nm");
		samples = save(image, "cells-samples.tif");
		reference = save(new ImagePlus("r", new FloatProcessor(96, 96, truth.data())), "reference.tif");
		input = save(new ImagePlus("i", new FloatProcessor(24, 24, Resample.bicubic(truth, 24, 24).data())), "input.tif");
	}

	private String save(final ImagePlus image, final String name) {
		final Path file = folder.resolve(name);
		ResultFiles.writeTiff(image, file);
		return file.toString();
	}

	@Test
	void printsBothTables() {
		assertEquals(0, terminal.run("measure", samples, "--reference", reference, "--input", input, "--device", "cpu"));
		final List<String> lines = terminal.out().lines().filter(line -> !line.isEmpty()).toList();
		assertEquals(7, lines.size(), terminal.out());
		assertTrue(lines.get(0).startsWith("Label,Image,Sample,PSNR (dB),SSIM,MS-SSIM,NRMSE,"), lines.get(0));
	}

	@Test
	void printsJsonAndWritesPlotsAndImages() throws IOException {
		assertEquals(0, terminal.run("measure", samples, "--reference", reference, "--input", input, "--json", "--plots",
			"--standard-deviation", "--error-map", "--output-folder", folder.toString()), terminal.err());
		final JsonObject json = JsonParser.parseString(terminal.out()).getAsJsonObject();
		assertEquals(4, json.getAsJsonArray("samples").size());
		final JsonObject row = json.getAsJsonArray("samples").get(3).getAsJsonObject();
		assertEquals(4, row.get("Sample").getAsInt());
		assertEquals("", row.get("Note").getAsString());
		assertTrue(row.get("RSP").getAsDouble() > 0.99);
		final JsonObject summary = json.getAsJsonArray("summary").get(0).getAsJsonObject();
		assertEquals(6, summary.get("SD").getAsDouble(), 0.7);
		assertEquals("nm", summary.get("FRC unit").getAsString());
		assertTrue(summary.get("FRC").getAsDouble() > 0.2 && summary.get("FRC").getAsDouble() < 2);
		assertEquals(41, json.getAsJsonArray("FwV").get(0).getAsJsonObject().getAsJsonArray("x").size());
		assertEquals(48, json.getAsJsonArray("FRC").get(0).getAsJsonObject().getAsJsonArray("y").size());
		assertEquals(List.of("cells-error-map.tif", "cells-frc.csv", "cells-frc.png", "cells-fwv.csv", "cells-fwv.png",
			"cells-samples.tif", "cells-sd.tif", "input.tif", "reference.tif"), names());
		assertEquals(49, Files.readAllLines(folder.resolve("cells-frc.csv")).size());
		assertEquals("Label,Frequency (1/nm),FRC", Files.readAllLines(folder.resolve("cells-frc.csv")).get(0));
		assertEquals(4, IJ.openImage(folder.resolve("cells-error-map.tif").toString()).getNFrames());
	}

	@Test
	void whatIsMissingIsNullInJson() {
		assertEquals(0, terminal.run("measure", samples, "--json"));
		final JsonObject json = JsonParser.parseString(terminal.out()).getAsJsonObject();
		assertTrue(json.getAsJsonArray("samples").get(0).getAsJsonObject().get("PSNR (dB)").isJsonNull());
		assertEquals(0, json.getAsJsonArray("FwV").size());
	}

	@Test
	void aLoneImageGivesASentence() {
		assertEquals(1, terminal.run("measure", reference));
		assertEquals("There is one sample and nothing to compare it with; give a reference or the input, or a stack of at " +
			"least two samples.", terminal.err().strip());
		assertEquals("", terminal.out());
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
