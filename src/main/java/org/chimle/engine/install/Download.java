package org.chimle.engine.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;

/** Fetches a published file and checks that it is the published one. */
public final class Download {

	/** The longest wait for a server, usually. */
	public static final Duration SILENCE = Duration.ofSeconds(30);

	private static final double MIB = 1 << 20;
	private static final double ALMOST = 0.9;

	private final PublishedFile file;
	private final Duration silence;
	private final JobMonitor monitor;

	/**
	 * @param file what to fetch
	 * @param silence the longest wait for a server
	 * @param monitor told of progress, asked whether to stop
	 */
	public Download(final PublishedFile file, final Duration silence, final JobMonitor monitor) {
		this.file = file;
		this.silence = silence;
		this.monitor = monitor;
	}

	/**
	 * Asks the server for the size of the file, and for nothing else.
	 *
	 * @return bytes, or nothing if the server does not say
	 * @throws InvalidInputException if it cannot be reached or does not have the file
	 */
	public OptionalLong size() {
		return new Transfer(file, null, silence, monitor).size();
	}

	/** @return where a file lies while it is not complete */
	public static Path partial(final PublishedFile file, final Path place) {
		return place.resolve(file.name() + ".part");
	}

	/**
	 * Fetches the file into a folder. A download that was stopped or broke off goes on where it was.
	 *
	 * @param folder where to
	 * @return the complete file, named like the published one with {@code .part} after it; the caller gives it its name
	 * @throws InvalidInputException if there is no room for it, or it cannot be fetched, or is not the published file
	 * @throws IOException if it cannot be written
	 */
	public Path to(final InstallFolder folder) throws IOException {
		final Path partial = partial(file, folder.writable());
		final long there = Files.exists(partial) ? Files.size(partial) : 0;
		// One that was stopped at its very end lacks nothing.
		if (there > ALMOST * file.mebibytes() * MIB && file.isPublished(Copier.sha256(partial, monitor))) return partial;
		folder.requireRoom(file.mebibytes() * MIB - there, file.name());
		final boolean resumed = transfer(partial);
		String digest = Copier.sha256(partial, monitor);
		if (resumed && !file.isPublished(digest)) {
			// What was there may have been of another file; only a fresh copy can tell.
			Files.delete(partial);
			transfer(partial);
			digest = Copier.sha256(partial, monitor);
		}
		if (file.isPublished(digest)) return partial;
		Files.delete(partial);
		throw new InvalidInputException("What came from " + file.address() + " is not the published file (its SHA-256 begins " +
			"with " + digest.substring(0, 8) + " instead of " + file.sha256().substring(0, 8) +
			") and was deleted; try again later, or fetch the file in another way and install it from the disk.");
	}

	private boolean transfer(final Path partial) throws IOException {
		return new Transfer(file, partial, silence, monitor).run();
	}
}
