package org.chimle.engine.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Replaces a file all at once: whoever looks sees the old content or the new, never half of it, whatever goes wrong in
 * between.
 */
public final class AtomicFile {

	/** Produces the content of a file. */
	@FunctionalInterface
	public interface Content {

		/** @param out receives the bytes; stays open */
		void writeTo(OutputStream out) throws IOException;
	}

	private static final String ENDING = ".tmp";
	private static final int UUID_LENGTH = 36;

	private AtomicFile() {}

	/**
	 * Replaces a file.
	 *
	 * @param target the file to make or replace, in an existing folder
	 * @param content the bytes
	 * @throws IOException if the content could not be written completely
	 */
	public static void write(final Path target, final Content content) throws IOException {
		write(target, content, disk -> disk);
	}

	/**
	 * Writes to a temporary file in the same folder, forces it to the disk and moves it over the target. On any failure
	 * the temporary file is deleted and the target is left as it was.
	 *
	 * @param target the file to make or replace, in an existing folder
	 * @param content the bytes
	 * @param disk wraps the stream to the disk, so that a test can let it fail
	 * @throws IOException if the content could not be written completely
	 */
	public static void write(final Path target, final Content content, final UnaryOperator<OutputStream> disk)
		throws IOException
	{
		final Path absolute = target.toAbsolutePath();
		final Path temporary = absolute.resolveSibling(prefix(absolute) + UUID.randomUUID() + ENDING);
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
				final OutputStream out = new BufferedOutputStream(disk.apply(Channels.newOutputStream(channel)), 1 << 16);
				content.writeTo(out);
				out.flush();
				channel.force(true);
			}
			move(temporary, absolute);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
		forceFolder(absolute.getParent());
	}

	/**
	 * Deletes what processes that were killed while they wrote a file left beside it.
	 *
	 * @param target the file
	 */
	public static void sweep(final Path target) {
		final Path absolute = target.toAbsolutePath();
		final String prefix = prefix(absolute);
		try (DirectoryStream<Path> files = Files.newDirectoryStream(absolute.getParent(), file -> {
			final String name = file.getFileName().toString();
			return name.startsWith(prefix) && name.length() == prefix.length() + UUID_LENGTH + ENDING.length() && name
				.endsWith(ENDING);
		}))
		{
			for (final Path file : files) Files.deleteIfExists(file);
		}
		catch (final IOException | DirectoryIteratorException exc) {
			// They only waste space, so that no job should fail for them.
			return;
		}
	}

	private static String prefix(final Path target) {
		return "." + target.getFileName() + "-";
	}

	/**
	 * Gives a file that is complete its name, replacing the one that has it.
	 *
	 * @throws IOException if it cannot be moved
	 */
	public static void move(final Path from, final Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final AtomicMoveNotSupportedException exc) {
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/** Makes the new name survive a power cut where the system can; Windows refuses to open folders. */
	private static void forceFolder(final Path folder) {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (final IOException exc) {
			// The file itself is complete and in place; only its name could still be lost in a power cut.
			return;
		}
	}
}
