package org.chimle.engine.install;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.chimle.engine.job.InvalidInputException;

/**
 * Reads a file of which another is made. Its failures are no {@link IOException}s but name the file, so that nobody takes
 * them for failures of the one that is written meanwhile.
 */
public final class SourceFile extends FilterInputStream {

	private final Path file;

	/**
	 * @param file named when reading fails
	 * @param in bytes of the file, or of a part of it
	 */
	public SourceFile(final Path file, final InputStream in) {
		super(in);
		this.file = file;
	}

	/**
	 * @param file an existing file
	 * @return its bytes
	 * @throws InvalidInputException if it cannot be opened; reading throws one, too
	 */
	public static SourceFile open(final Path file) {
		try {
			return new SourceFile(file, Files.newInputStream(file));
		}
		catch (final IOException exc) {
			throw unreadable(file, exc);
		}
	}

	/** @return its length in bytes */
	public static long length(final Path file) {
		try {
			return Files.size(file);
		}
		catch (final IOException exc) {
			throw unreadable(file, exc);
		}
	}

	/** @return the sentence for a file that cannot be read */
	public static InvalidInputException unreadable(final Path file, final IOException exc) {
		final String reason;
		if (exc instanceof NoSuchFileException) reason = "it does not exist";
		else if (exc instanceof AccessDeniedException) reason = "you have no permission to read it";
		else reason = exc.getMessage() == null ? exc.getClass().getSimpleName() : exc.getMessage();
		return new InvalidInputException("The file " + file + " could not be read (" + reason +
			"); check that the disk it lies on is there and sound, or fetch the file again.", exc);
	}

	@Override
	public int read() {
		try {
			return in.read();
		}
		catch (final IOException exc) {
			throw unreadable(file, exc);
		}
	}

	@Override
	public int read(final byte[] bytes, final int start, final int length) {
		try {
			return in.read(bytes, start, length);
		}
		catch (final IOException exc) {
			throw unreadable(file, exc);
		}
	}
}
