package org.chimle.engine.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.chimle.engine.install.Copier;
import org.chimle.engine.install.Download;
import org.chimle.engine.install.InstallFolder;
import org.chimle.engine.install.PublishedFile;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;

/**
 * Brings the library for GPUs into its folder, and out of it. The library appears there when it is complete, and is gone
 * as a whole.
 */
public final class GpuInstallation {

	private static final double MIB = 1 << 20;

	private final GpuLibrary library;
	private final InstallFolder folder;
	private final Duration silence;
	private final JobMonitor monitor;

	/**
	 * @param library which one
	 * @param folder where it is to lie
	 * @param monitor told of progress, asked whether to stop
	 */
	public GpuInstallation(final GpuLibrary library, final InstallFolder folder, final JobMonitor monitor) {
		this(library, folder, Download.SILENCE, monitor);
	}

	/** @param silence the longest wait for a server */
	GpuInstallation(final GpuLibrary library, final InstallFolder folder, final Duration silence,
		final JobMonitor monitor)
	{
		this.library = library;
		this.folder = folder;
		this.silence = silence;
		this.monitor = monitor;
	}

	/**
	 * Asks the server how large the archive is.
	 *
	 * @return what would be fetched
	 * @throws InvalidInputException if the server cannot be reached, or the folder not be written
	 */
	public GpuOffer offer() {
		final long size = new Download(library.archive(), silence, monitor).size().orElse(0);
		final PublishedFile file = size > 0 ? library.archive().withSize(size / MIB) : library.archive();
		try {
			return new GpuOffer(file, folder.writable().resolve(library.name()), folder.room());
		}
		catch (final IOException exc) {
			throw folder.unwritable(exc);
		}
	}

	/**
	 * Downloads the archive, unless it is there already, and installs the library.
	 *
	 * @return the library's folder
	 * @throws InvalidInputException if there is no room for it, or it cannot be fetched or written
	 */
	public Path download() {
		final Optional<Path> there = there();
		if (there.isPresent()) return there.get();
		final GpuOffer offer = offer();
		try {
			folder.requireRoom(offer.needed() - begun(), "the installation, which fetches an archive of " + Math.round(offer
				.file().mebibytes()) + " MiB and unpacks it,");
			monitor.say("Downloading " + offer.words() + ".");
			final Path archive = new Download(offer.file(), silence, monitor).to(folder);
			final Path installed = install(archive);
			Files.delete(archive);
			return installed;
		}
		catch (final IOException exc) {
			throw folder.unwritable(exc);
		}
	}

	/** @return bytes of the archive that an earlier download left */
	private long begun() throws IOException {
		final Path partial = Download.partial(library.archive(), folder.writable());
		return Files.exists(partial) ? Files.size(partial) : 0;
	}

	/**
	 * Installs the library from an archive that was fetched in another way.
	 *
	 * @param archive the published zip
	 * @return the library's folder
	 * @throws InvalidInputException if it is not the published zip, there is no room for it, or it cannot be written
	 */
	public Path unpack(final Path archive) {
		final Optional<Path> there = there();
		if (there.isPresent()) return there.get();
		if (!Files.isRegularFile(archive)) {
			throw new InvalidInputException("There is no file " + archive + "; choose the archive " + library.archive().name() +
				".");
		}
		try {
			final String digest = Copier.sha256(archive, monitor);
			if (!library.archive().isPublished(digest)) {
				throw new InvalidInputException("The file " + archive + " is not " + library.archive().name() + " (its SHA-256 " +
					"begins with " + digest.substring(0, 8) + " instead of " + library.archive().sha256().substring(0, 8) +
					"); fetch " + library.archive().address() + " again. Any other PyTorch " + GpuLibrary.VERSION +
					" that is installed can be used by the setting of its folder (see the guide, Install, \"GPU\").");
			}
			return install(archive);
		}
		catch (final IOException exc) {
			throw folder.unwritable(exc);
		}
	}

	private Optional<Path> there() {
		final Optional<Path> there = library.installedIn(folder);
		there.ifPresent(place -> monitor.say("The library is installed already, in " + place + "."));
		return there;
	}

	private Path install(final Path archive) throws IOException {
		final Path place = folder.writable();
		sweep(place);
		final Path target = place.resolve(library.name());
		final Path partial = Files.createDirectory(hidden(place));
		try (LibraryArchive libraries = new LibraryArchive(archive)) {
			folder.requireRoom(libraries.bytes(), "the library");
			libraries.unpack(partial, monitor);
			Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
			monitor.say("Installed " + GpuLibrary.TITLE + " in " + target + "; the next job uses it.");
			return target;
		}
		finally {
			delete(partial);
		}
	}

	/**
	 * Removes the library, and what a download that was stopped left of the archive.
	 *
	 * @return whether there was something to remove
	 * @throws InvalidInputException if it is in use, or the folder cannot be written
	 */
	public boolean remove() {
		final Optional<Path> there = library.installedIn(folder);
		try {
			boolean removed = there.isPresent();
			for (final Path place : folder.places()) removed |= Files.deleteIfExists(Download.partial(library.archive(), place));
			if (there.isPresent()) Files.move(there.get(), hidden(there.get().getParent()), StandardCopyOption.ATOMIC_MOVE);
			for (final Path place : folder.places()) if (Files.isDirectory(place)) sweep(place);
			return removed;
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The library could not be removed (" + exc.getMessage() +
				"); it may be in use, so end all CHIMLE jobs, restart ImageJ and try again.", exc);
		}
	}

	private Path hidden(final Path place) {
		return place.resolve(prefix() + UUID.randomUUID());
	}

	private String prefix() {
		return "." + library.name() + "-";
	}

	/** Deletes what was removed, and what an installation that was killed left behind. */
	private void sweep(final Path place) throws IOException {
		try (Stream<Path> files = Files.list(place)) {
			for (final Path file : files.filter(file -> file.getFileName().toString().startsWith(prefix())).toList()) delete(
				file);
		}
	}

	private static void delete(final Path folder) throws IOException {
		if (!Files.exists(folder)) return;
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
		}
	}
}
