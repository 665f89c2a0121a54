package org.chimle.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;

import org.chimle.engine.job.InvalidInputException;

/** Writes results beside their final place and then moves them there, so that no half-written file is taken for one. */
public final class ResultFiles {

	/** Makes a file. */
	@FunctionalInterface
	private interface Writer {

		void writeTo(Path file) throws IOException;
	}

	private ResultFiles() {}

	/** @return the file's name without its ending */
	public static String stem(final Path file) {
		return file.getFileName().toString().replaceAll("\\.[^.]*$", "");
	}

	/** Refuses a file that cannot be written, before hours of work go into it. */
	public static void requireFolderOf(final Path file) {
		final Path folder = file.toAbsolutePath().getParent();
		if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
			throw new InvalidInputException("The folder of " + file +
				" does not exist or cannot be written to; create it or choose another.");
		}
		if (Files.isDirectory(file)) {
			throw new InvalidInputException("Expected a file to write but " + file + " is a folder; add a file name.");
		}
	}

	/** Makes a folder, and those above it. */
	public static void makeFolder(final Path folder) {
		try {
			Files.createDirectories(folder);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The folder " + folder + " cannot be made; choose another.", exc);
		}
	}

	/** Writes an image as ImageJ's TIFF, with calibration, labels and Info. */
	public static void writeTiff(final ImagePlus image, final Path file) {
		write(file, temporary -> saveTiff(image, temporary));
	}

	/** Writes a text as UTF-8. */
	public static void writeText(final String text, final Path file) {
		write(file, temporary -> Files.writeString(temporary, text));
	}

	/** Writes a picture as PNG. */
	public static void writePng(final BufferedImage picture, final Path file) {
		write(file, temporary -> Pictures.write(picture, temporary));
	}

	/** Removes a file that an earlier run left, if it is there. */
	public static void delete(final Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The file " + file + " of an earlier run could not be removed (" + exc.getMessage() +
				"); remove it or choose another folder.", exc);
		}
	}

	private static void saveTiff(final ImagePlus image, final Path file) throws IOException {
		final String title = image.getTitle();
		final FileSaver saver = new FileSaver(image);
		require(quietly(() -> image.getStackSize() > 1 ? saver.saveAsTiffStack(file.toString()) : saver.saveAsTiff(file
			.toString())));
		image.setTitle(title); // saving renames an image
	}

	private static void require(final boolean saved) throws IOException {
		if (!saved) throw new IOException("ImageJ could not save it");
	}

	/** ImageJ reports errors in a window unless it is told not to. */
	private static boolean quietly(final BooleanSupplier action) {
		IJ.redirectErrorMessages();
		return action.getAsBoolean();
	}

	private static void write(final Path file, final Writer writer) {
		requireFolderOf(file);
		final Path absolute = file.toAbsolutePath();
		final Path temporary = absolute.resolveSibling("." + UUID.randomUUID() + "-" + absolute.getFileName());
		try {
			try {
				writer.writeTo(temporary);
				Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING);
			}
			finally {
				Files.deleteIfExists(temporary);
			}
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The file " + file + " could not be written (" + exc.getMessage() +
				"); free some space or choose another folder.", exc);
		}
	}
}
