package org.chimle.engine.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy fails either at what is read or at what is written, and the sentence names the right one. */
class SourceFileTest {

	@TempDir
	private Path folder;

	private static final class Torn extends InputStream {

		@Override
		public int read() throws IOException {
			throw new IOException("Input/output error");
		}
	}

	private InputStream torn(final Path file) {
		return new SourceFile(file, new SequenceInputStream(InputStream.nullInputStream(), new Torn()));
	}

	@Test
	void aFileIsReadAsItIs() throws Exception {
		final Path file = Files.write(folder.resolve("weights.pth"), new byte[] { 1, 2, 3 });
		try (InputStream in = SourceFile.open(file)) {
			assertEquals(1, in.read());
			assertArrayEquals(new byte[] { 2, 3 }, in.readAllBytes());
		}
		assertEquals(3, SourceFile.length(file));
	}

	@Test
	void whatCannotBeReadIsToBlame() {
		final Path file = folder.resolve("disk/weights.pth");
		final Path copy = folder.resolve("copy.pth");
		final String message = assertThrows(InvalidInputException.class, () -> new Copier("copying", 9, JobMonitor.silent())
			.copy(torn(file), copy)).getMessage();
		assertEquals("The file " + file + " could not be read (Input/output error); check that the disk it lies on is there " +
			"and sound, or fetch the file again.", message);
		assertThrows(InvalidInputException.class, () -> torn(file).read());
		final String gone = assertThrows(InvalidInputException.class, () -> SourceFile.open(file)).getMessage();
		assertTrue(gone.contains("(it does not exist)"), gone);
		assertThrows(InvalidInputException.class, () -> SourceFile.length(file));
		assertTrue(SourceFile.unreadable(file, new AccessDeniedException(file.toString())).getMessage().contains(
			"(you have no permission to read it)"));
	}

	@Test
	void whatCannotBeWrittenIsNotBlamedOnWhatIsRead() throws Exception {
		final Path file = Files.write(folder.resolve("weights.pth"), new byte[] { 1, 2, 3 });
		try (InputStream in = SourceFile.open(file)) {
			final IOException exc = assertThrows(IOException.class, () -> new Copier("copying", 3, JobMonitor.silent()).copy(in,
				folder.resolve("absent/copy.pth")));
			assertFalse(exc.getMessage().contains("weights.pth"), exc.getMessage());
		}
	}
}
