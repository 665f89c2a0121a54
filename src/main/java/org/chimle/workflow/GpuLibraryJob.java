package org.chimle.workflow;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import org.chimle.engine.gpu.GpuInstallation;
import org.chimle.engine.gpu.GpuLibrary;
import org.chimle.engine.gpu.GpuOffer;
import org.chimle.engine.gpu.NvidiaDriver;
import org.chimle.engine.install.InstallFolder;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;

/**
 * Shows, installs or removes the PyTorch library for NVIDIA GPUs.
 *
 * @param action what to do; nothing but {@link Action#DOWNLOAD} uses the network
 * @param file the published archive on a disk for {@link Action#FILE}, else null or blank
 */
public record GpuLibraryJob(Action action, String file) {

	/** What can be done. */
	public enum Action {
		/** Tell what there is. */
		SHOW,
		/** Fetch the library from its official address and install it. */
		DOWNLOAD,
		/** Install it from the published archive, which was fetched in another way. */
		FILE,
		/** Remove it, and what a download that was stopped left. */
		REMOVE;

		/** @return the name users choose it by */
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

		/** @return the action of a label */
		public static Action of(final String label) {
			return valueOf(label.toUpperCase(Locale.ROOT));
		}
	}

	/** Checks that a file is given where one is needed, and only there. */
	public GpuLibraryJob {
		final boolean given = file != null && !file.isBlank();
		if (action == Action.FILE && !given) {
			throw new InvalidInputException("No file is given; choose the archive " + GpuLibrary.ofThisComputer().map(library -> library
				.archive().name() + " ").orElse("") + "that was fetched in another way.");
		}
		if (action != Action.FILE && given) {
			throw new InvalidInputException("The file " + file + " is given, but it is only used to install from it; choose that, " +
				"or leave the file out.");
		}
	}

	/**
	 * Asks the server what a download would be.
	 *
	 * @param monitor asked whether to stop
	 * @throws InvalidInputException if there is no library for this computer, or the server cannot be reached
	 */
	public static GpuOffer offer(final JobMonitor monitor) {
		return new GpuInstallation(library(GpuLibrary.ofThisComputer()), GpuLibrary.usualFolder(), monitor).offer();
	}

	/**
	 * Runs the job.
	 *
	 * @param monitor told of progress, asked whether to stop
	 * @return what there is now, as lines of text
	 * @throws InvalidInputException if there is no library for this computer, or it cannot be fetched, used or written
	 */
	public String run(final JobMonitor monitor) {
		return run(GpuLibrary.ofThisComputer(), GpuLibrary.usualFolder(), monitor);
	}

	/** The same for another library and folder. */
	String run(final Optional<GpuLibrary> library, final InstallFolder folder, final JobMonitor monitor) {
		if (action != Action.SHOW) {
			final GpuInstallation installation = new GpuInstallation(library(library), folder, monitor);
			switch (action) {
				case DOWNLOAD -> installation.download();
				case FILE -> installation.unpack(Paths.of(file, "archive"));
				default -> monitor.say(installation.remove() ? "The library was removed; the next job computes on the CPU."
					: "There was nothing to remove.");
			}
		}
		return report(library, folder);
	}

	private static GpuLibrary library(final Optional<GpuLibrary> library) {
		return library.orElseThrow(() -> new InvalidInputException(noLibrary()));
	}

	private static String noLibrary() {
		return "There is no library for GPUs for this computer (" + GpuLibrary.thisPlatform() + "): PyTorch publishes " +
			GpuLibrary.TITLE + " for Linux and Windows on x86_64 only, and the plugin does not use GPUs of other makers; the CPU " +
			"computes.";
	}

	private static String report(final Optional<GpuLibrary> library, final InstallFolder folder) {
		final StringBuilder text = new StringBuilder("CHIMLE library for GPUs\n");
		if (library.isEmpty()) return text.append(noLibrary()).append('\n').toString();
		final Optional<Path> installed = library.get().installedIn(folder);
		text.append("library: ").append(GpuLibrary.TITLE).append(", ").append(library.get().platform()).append('\n');
		text.append("published at: ").append(library.get().archive().address()).append('\n');
		text.append("SHA-256: ").append(library.get().archive().sha256()).append('\n');
		text.append("installed: ").append(installed.map(place -> "in " + place).orElse("no; it would lie in " + folder
			.intended())).append('\n');
		final String driver = NvidiaDriver.words();
		text.append("NVIDIA driver: ").append(driver.isEmpty() ? "none found, so no GPU can be used" : driver).append('\n');
		return text.toString();
	}
}
