package org.chimle.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenImagesTest {

	@TempDir
	private Path folder;

	@Test
	void aFileIsRead() {
		final Path file = TestImages.save(TestImages.stack("truth", 16, 32, 24, 1, 2, 1), folder.resolve("truth.tif"));
		assertEquals(2, OpenImages.find("reference", file.toString()).getNSlices());
		assertNull(OpenImages.find("reference", "none"));
	}

	/** ImageJ would give a picture with a black end, and every figure would be wrong. */
	@Test
	void aFileThatIsCutOffIsRefused() throws IOException {
		final Path file = TestImages.save(TestImages.stack("truth", 16, 64, 64, 1, 1, 1), folder.resolve("truth.tif"));
		final byte[] whole = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(whole, whole.length - 2000));
		final String message = assertThrows(InvalidInputException.class, () -> OpenImages.find("reference", file.toString()))
			.getMessage();
		assertTrue(message.contains("it is cut off"), message);
	}

	@Test
	void whatIsNeitherTitleNorFileIsRefused() {
		final String message = assertThrows(InvalidInputException.class, () -> OpenImages.find("reference", "nothing"))
			.getMessage();
		assertTrue(message.startsWith("The reference image \"nothing\" is neither the title of an open image nor "), message);
	}
}
