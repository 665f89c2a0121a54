package org.chimle.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.LUT;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReaderTest {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "8, a.tif", "16, a.tif", "32, a.tif", "8, a.png", "16, a.png" })
	void readsGreyValuesOfEveryDepthExactly(final int depth, final String name) {
		final LoadedImage read = ImageReader.read(TestImages.save(folder, name, depth, 30, 20));
		assertEquals(new ImageKind(depth, false, 1), read.kind());
		assertEquals(20, read.image().height());
		assertEquals(29 + 2 * 19, read.image().get(0, 19, 29));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.tif", "a.png" })
	void readsTheComponentsOfColourPictures(final String name) {
		final LoadedImage read = ImageReader.read(TestImages.save(folder, name, 24, 30, 20));
		assertEquals(new ImageKind(8, true, 3), read.kind());
		assertArrayEquals(new float[] { 12, 7, 50 }, new float[] { read.image().get(0, 7, 12), read.image().get(1, 7, 12),
			read.image().get(2, 7, 12) });
	}

	@Test
	void readsJpegWithinItsCompressionError() {
		final LoadedImage read = ImageReader.read(TestImages.save(folder, "a.jpg", 8, 32, 32));
		assertEquals(new ImageKind(8, false, 1), read.kind());
		assertEquals(10 + 2 * 10, read.image().get(0, 10, 10), 4);
	}

	@Test
	void readsAllChannelsOfAFile() {
		final Path file = TestImages.save(TestImages.stack("m", 16, 9, 7, 3, 1, 1), folder.resolve("m.tif"));
		final LoadedImage read = ImageReader.read(file);
		assertEquals(new ImageKind(16, false, 3), read.kind());
		assertEquals(4 + 2 * 5 + 20, read.image().get(2, 5, 4));
	}

	@Test
	void keepsTheValuesOfATiffWithAColourTable() {
		final ImagePlus image = new ImagePlus("g", TestImages.plane(8, 20, 20, 0));
		image.setLut(LUT.createLutFromColor(Color.GREEN));
		final LoadedImage read = ImageReader.read(TestImages.save(image, folder.resolve("g.tif")));
		assertEquals(new ImageKind(8, false, 1), read.kind());
		assertEquals(5 + 2 * 6, read.image().get(0, 6, 5));
	}

	@Test
	void showsTheColoursOfAPngWithAColourTable() {
		final ImagePlus image = new ImagePlus("g", TestImages.plane(8, 20, 20, 0));
		image.setLut(LUT.createLutFromColor(Color.GREEN));
		final LoadedImage read = ImageReader.read(TestImages.save(image, folder.resolve("g.png")));
		assertTrue(read.kind().rgb());
		assertEquals(0, read.image().get(0, 6, 5));
		assertEquals(17, read.image().get(1, 6, 5));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.tif", "a.png", "a.jpg", "a.dat", "a.gif", "a.bmp", "a.zip", "a.dcm" })
	void refusesRandomBytesInOneSentence(final String name) throws IOException {
		final byte[] bytes = new byte[5000];
		new Random(7).nextBytes(bytes);
		Files.write(folder.resolve(name), bytes);
		assertUnreadable(name);
	}

	@ParameterizedTest
	@CsvSource({ "a.tif, 8", "a.tif, 24", "a.png, 8", "a.tif, 16" })
	void refusesAFileThatIsCutOff(final String name, final int depth) throws IOException {
		final Path file = TestImages.save(folder, name, depth, 100, 100);
		Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) (Files.size(file) * 0.7)));
		assertUnreadable(name);
	}

	@Test
	void refusesATiffWhoseDirectoryIsNonsense() throws IOException {
		final byte[] bytes = new byte[400];
		new Random(1).nextBytes(bytes);
		System.arraycopy(new byte[] { 'I', 'I', 42, 0, 8, 0, 0, 0 }, 0, bytes, 0, 8);
		Files.write(folder.resolve("a.tif"), bytes);
		assertUnreadable("a.tif");
	}

	@ParameterizedTest
	@ValueSource(strings = { "empty.tif", "text.txt", "table.csv", "film.avi" })
	void refusesWhatIsNoImage(final String name) throws IOException {
		Files.writeString(folder.resolve(name), name.startsWith("empty") ? "" : "1,2,3\n4,5,6\n");
		assertUnreadable(name);
	}

	@Test
	void refusesMissingFilesAndFolders() {
		final Path missing = folder.resolve("b.tif");
		assertTrue(assertThrows(InvalidInputException.class, () -> ImageReader.read(missing)).getMessage().contains(
			"does not exist"));
		assertTrue(assertThrows(InvalidInputException.class, () -> ImageReader.read(folder)).getMessage().contains(
			"is not a file"));
	}

	@Test
	void saysWhereAValueIsNotFinite() {
		final ImageProcessor plane = TestImages.plane(32, 20, 20, 0);
		plane.setf(3, 4, Float.NaN);
		final Path file = TestImages.save(new ImagePlus("n", plane), folder.resolve("n.tif"));
		final String message = assertThrows(InvalidInputException.class, () -> ImageReader.read(file)).getMessage();
		assertTrue(message.contains("NaN at x = 3, y = 4") && message.contains("Remove NaNs..."), message);
		plane.setf(3, 4, Float.POSITIVE_INFINITY);
		final Path infinite = TestImages.save(new ImagePlus("i", plane), folder.resolve("i.tif"));
		assertTrue(assertThrows(InvalidInputException.class, () -> ImageReader.read(infinite)).getMessage().contains(
			"Process > Math"));
	}

	@Test
	void refusesStacksOfSlices() {
		final Path file = TestImages.save(TestImages.stack("z", 8, 9, 7, 1, 4, 1), folder.resolve("z.tif"));
		final String message = assertThrows(InvalidInputException.class, () -> ImageReader.read(file)).getMessage();
		assertTrue(message.contains("4 slices"), message);
	}

	private void assertUnreadable(final String name) {
		final Path file = folder.resolve(name);
		final String message = assertThrows(InvalidInputException.class, () -> ImageReader.read(file)).getMessage();
		assertTrue(message.contains(name) && message.endsWith(".") && !message.contains("\n"), message);
		assertFalse(IJ.redirectingErrorMessages(), "ImageJ's error messages must appear again");
	}
}
