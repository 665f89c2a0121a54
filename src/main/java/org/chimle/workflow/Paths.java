package org.chimle.workflow;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.chimle.engine.job.InvalidInputException;

/** File and folder names as users give them. */
final class Paths {

	private Paths() {}

	/**
	 * @param name what the user gave
	 * @param what names the setting in messages, e.g. {@code "input folder"}
	 * @return the path
	 * @throws InvalidInputException if nothing was given or the text is no path on this system
	 */
	static Path of(final String name, final String what) {
		if (name == null || name.isBlank()) {
			throw new InvalidInputException("No " + what + " is given; choose one.");
		}
		try {
			return Path.of(name.strip());
		}
		catch (final InvalidPathException exc) {
			throw new InvalidInputException("The " + what + " \"" + name + "\" is no valid path (" + exc.getReason() +
				"); choose another.", exc);
		}
	}

	/**
	 * Finds out before hours of work whether a file can be written at their end.
	 *
	 * @param file the file to write
	 * @param what names the file in messages
	 * @throws InvalidInputException if its folder does not exist or cannot be written to, or the file is a folder
	 */
	static void requireWritable(final Path file, final String what) {
		final Path folder = file.toAbsolutePath().getParent();
		if (folder == null || !Files.isDirectory(folder)) {
			throw new InvalidInputException("The folder " + folder + " of the " + what + " does not exist; make it first.");
		}
		if (Files.isDirectory(file)) {
			throw new InvalidInputException("The " + what + " " + file + " is a folder; give the name of a file in it.");
		}
		if (!Files.isWritable(folder) || Files.exists(file) && !Files.isWritable(file)) {
			throw new InvalidInputException("The " + what + " " + file +
				" cannot be written; choose a place where you may write.");
		}
	}
}
