package org.chimle.engine.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
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
final class AtomicFile {

	/** Produces the content of a file. */
	@FunctionalInterface
	interface Content {

		/** @param out receives the bytes; stays open */
		void writeTo(OutputStream out) throws IOException;
	}

	private AtomicFile() {}

	/**
	 * Writes to a temporary file in the same folder, forces it to the disk and moves it over the target. On any failure
	 * the temporary file is deleted and the target is left as it was.
	 *
	 * @param target the file to make or replace, in an existing folder
	 * @param content the bytes
	 * @param disk wraps the stream to the disk, so that a test can let it fail
	 * @throws IOException if the content could not be written completely
	 */
	static void write(final Path target, final Content content, final UnaryOperator<OutputStream> disk)
		throws IOException
	{
		final Path absolute = target.toAbsolutePath();
		final Path temporary = absolute.resolveSibling("." + absolute.getFileName() + "-" + UUID.randomUUID() + ".tmp");
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

	private static void move(final Path from, final Path to) throws IOException {
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
