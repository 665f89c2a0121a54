package org.chimle.engine.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;

/** Reads and copies bytes on a disk, with progress, until the job is to end. */
public final class Copier {

	private static final int CHUNK = 1 << 18;

	/** What becomes of bytes that were read. */
	@FunctionalInterface
	private interface Sink {

		void take(byte[] chunk, int count) throws IOException;
	}

	private final JobMonitor monitor;
	private final CopyProgress progress;
	private long done;

	/**
	 * @param phase what is being done, e.g. {@code "copying"}
	 * @param total bytes in all
	 * @param monitor told of progress, asked whether to stop
	 */
	public Copier(final String phase, final long total, final JobMonitor monitor) {
		this.monitor = monitor;
		progress = new CopyProgress(phase, monitor);
		progress.start(0, total);
	}

	/** @return the digest that {@link PublishedFile} is known by */
	public static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException exc) {
			throw new IllegalStateException("Every Java runtime has SHA-256", exc);
		}
	}

	/**
	 * @return the digits of a file's SHA-256, lower case
	 * @throws InvalidInputException if the file cannot be read
	 */
	public static String sha256(final Path file, final JobMonitor monitor) throws IOException {
		final MessageDigest digest = sha256();
		try (InputStream in = SourceFile.open(file)) {
			new Copier("checking " + file.getFileName(), SourceFile.length(file), monitor).pump(in, (chunk, count) -> digest.update(
				chunk, 0, count));
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	/**
	 * Copies bytes to a file that must not exist yet, and waits until they are on the disk.
	 *
	 * @return the number of bytes
	 */
	public long copy(final InputStream in, final Path to) throws IOException {
		final long before = done;
		try (FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
			pump(in, (chunk, count) -> {
				final ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, count);
				while (buffer.hasRemaining()) out.write(buffer);
			});
			out.force(true);
		}
		return done - before;
	}

	private void pump(final InputStream in, final Sink sink) throws IOException {
		final byte[] chunk = new byte[CHUNK];
		for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
			monitor.checkCancelled();
			sink.take(chunk, read);
			done += read;
			progress.report(done);
		}
	}
}
