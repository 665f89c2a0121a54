package org.chimle.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;

import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {

	@TempDir
	private Path folder;

	@Test
	void aHyperstackKeepsItsAxesCalibrationLabelsAndInfo() {
		final ImagePlus image = IJ.createHyperStack("made here", 7, 5, 2, 3, 4, 32);
		image.getStack().getProcessor(5).setf(3, 2, 1.5f);
		image.getStack().setSliceLabel("sample 02 seed=42", 7);
		image.setProperty("Info", "generated, not measured");
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = 0.065;
		calibration.pixelHeight = 0.065;
		calibration.pixelDepth = 0.3;
		calibration.frameInterval = 2.5;
		calibration.setUnit("micron");
		final Path file = folder.resolve("samples.tif");
		ResultFiles.writeTiff(image, file);
		final ImagePlus read = ImageReader.open(file);
		assertArrayEquals(new int[] { 7, 5, 2, 3, 4 }, read.getDimensions());
		assertEquals(32, read.getBitDepth());
		assertEquals(1.5f, read.getStack().getProcessor(5).getf(3, 2));
		assertEquals("sample 02 seed=42", read.getStack().getSliceLabel(7));
		assertTrue(read.getInfoProperty().contains("generated, not measured"));
		assertEquals(0.065, read.getCalibration().pixelWidth, 1e-7); // TIFF stores a fraction
		assertEquals(0.3, read.getCalibration().pixelDepth, 1e-9);
		assertEquals(2.5, read.getCalibration().frameInterval, 1e-9);
		assertEquals("micron", read.getCalibration().getUnit());
		assertEquals("made here", image.getTitle());
	}

	@Test
	void nothingIsLeftOfAFileThatCannotBeWritten() throws IOException {
		final Path file = folder.resolve("no-such-folder").resolve("samples.tif");
		final ImagePlus image = IJ.createImage("image", 4, 4, 1, 8);
		assertThrows(InvalidInputException.class, () -> ResultFiles.writeTiff(image, file));
		assertThrows(InvalidInputException.class, () -> ResultFiles.writeText("a", folder));
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(0, files.count());
		}
	}

	@Test
	void aTableBecomesCommaSeparatedValues() {
		final ResultsTable table = new ResultsTable();
		table.incrementCounter();
		table.addLabel("a, \"b\".tif");
		table.addValue("PSNR (dB)", 31.25);
		table.addValue("Image", "first");
		table.incrementCounter();
		table.addLabel("c.tif");
		table.addValue("PSNR (dB)", Double.NaN);
		table.addValue("Image", "second");
		assertEquals("""
			Label,PSNR (dB),Image
			"a, ""b"".tif",31.250,first
			c.tif,NaN,second
			""", Csv.of(table));
	}
}
