package org.chimle.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.chimle.engine.job.InvalidInputException;

/** Writes pictures for people to look at. */
final class Pictures {

	private Pictures() {}

	/** Writes a PNG file; the folder must exist. */
	static void write(final BufferedImage picture, final Path file) {
		// Given a file, ImageIO prints a stack trace when it cannot be opened.
		try (OutputStream out = Files.newOutputStream(file)) {
			if (ImageIO.write(picture, "png", out)) return;
			throw new IOException("there is no PNG writer");
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The picture " + file + " could not be written (" + exc.getMessage() +
				"); check that its folder exists and may be written to.", exc);
		}
	}
}
