package org.chimle.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.simulate.ModeCoverage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedImagesTest {

	private static final Path STORED = Path.of("test-images");

	@TempDir
	static Path written;

	@BeforeAll
	static void write() throws IOException {
		SimulatedImages.write(written, SimulatedImages.SEED);
	}

	@Test
	void theStoredImagesAreThoseOfTheSeed() throws IOException {
		final List<Path> files = images(written);
		assertEquals(files, images(STORED));
		assertEquals(2 * 28 + 2 * 192 + 4 * 32, files.size());
		for (final Path file : files) {
			final ImagePlus expected = open(written.resolve(file));
			final ImagePlus stored = open(STORED.resolve(file));
			assertEquals(expected.getBitDepth(), stored.getBitDepth(), file.toString());
			assertEquals(expected.getWidth(), stored.getWidth(), file.toString());
			assertArrayEquals(expected.getProcessor().convertToFloatProcessor().getFloatArray(), stored.getProcessor()
				.convertToFloatProcessor().getFloatArray(), file.toString());
		}
	}

	@Test
	void cellsAreCalibrated() {
		final ImagePlus low = open(STORED.resolve("fluorescence/test/low/cell-024.tif"));
		final ImagePlus high = open(STORED.resolve("fluorescence/test/high/cell-024.tif"));
		assertEquals(16, low.getBitDepth());
		assertEquals(List.of(32, 128), List.of(low.getWidth(), high.getHeight()));
		assertEquals(0.4, low.getCalibration().pixelWidth, 1e-9);
		assertEquals(0.1, high.getCalibration().pixelHeight, 1e-9);
		assertEquals("micron", high.getCalibration().getUnit());
	}

	@Test
	void theObservedTargetIsOneOfTheTwoAnswers() throws IOException {
		int observedA = 0;
		for (final Path file : images(STORED.resolve("two-answers/test/target"))) {
			final FloatImage target = read("target", file);
			final ModeCoverage coverage = ModeCoverage.of(List.of(target), read("a", file), read("b", file));
			assertTrue(coverage.any(), file.toString());
			observedA += coverage.hitsA();
		}
		// 16 of 32 expected with a standard deviation of 2.8.
		assertEquals(16, observedA, 9);
	}

	@Test
	void anotherSeedGivesOtherImages(@TempDir final Path other) throws IOException {
		SimulatedImages.write(other, 7);
		final Path file = Path.of("two-answers/train/target/blob-000.png");
		final float[][] here = open(other.resolve(file)).getProcessor().getFloatArray();
		assertFalse(Arrays.deepEquals(here, open(STORED.resolve(file)).getProcessor().getFloatArray()));
	}

	private static FloatImage read(final String folder, final Path file) {
		final ImagePlus image = open(STORED.resolve("two-answers/test").resolve(folder).resolve(file));
		return new FloatImage(1, 32, 32, (float[]) image.getProcessor().convertToFloatProcessor().getPixels());
	}

	private static ImagePlus open(final Path file) {
		final ImagePlus image = IJ.openImage(file.toString());
		assertTrue(image != null, () -> "Could not open " + file);
		return image;
	}

	private static List<Path> images(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(f -> f.toString().matches(".*\\.(tif|png)")).map(folder::relativize).sorted().toList();
		}
	}
}
