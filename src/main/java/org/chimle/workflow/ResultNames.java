package org.chimle.workflow;

import ij.ImagePlus;

import java.nio.file.Path;

import org.chimle.image.ResultFiles;

/** The files of generated images: TIFF hyperstacks, and the montage as PNG. */
public final class ResultNames {

	private ResultNames() {}

	/** @return the file name of an output for an image of that name, e.g. {@code "cell-sd.tif"} */
	public static String of(final String name, final Output output) {
		return name + "-" + output.suffix() + (output == Output.MONTAGE ? ".png" : ".tif");
	}

	/** @return an image's title without a file's ending; unlike ImageJ's short title, it keeps what follows a blank */
	static String baseName(final String title) {
		return title.replaceFirst("(?<=.)(\\.ome)?\\.[A-Za-z][A-Za-z0-9]{1,4}$", "");
	}

	/**
	 * Writes an output; a file of that name is replaced only once the new one is complete.
	 *
	 * @throws org.chimle.engine.job.InvalidInputException if the file cannot be written
	 */
	public static void write(final Output output, final ImagePlus image, final Path file) {
		if (output == Output.MONTAGE) ResultFiles.writePng(image.getProcessor().getBufferedImage(), file);
		else ResultFiles.writeTiff(image, file);
	}
}
