package org.chimle.testing;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Image pairs that a model trains on within seconds. */
public final class TinyPairs {

	private TinyPairs() {}

	/** Writes six pairs of 16 x 16 and 32 x 32 pixels, a blob in each, to the folders {@code input} and {@code target}. */
	public static void write(final Path folder) throws IOException {
		for (final String kind : List.of("input", "target")) {
			final Path place = Files.createDirectories(folder.resolve(kind));
			final int size = kind.equals("input") ? 16 : 32;
			for (int i = 0; i < 6; i++) {
				final ImagePlus image = IJ.createImage("blob", "16-bit black", size, size, 1);
				final ImageProcessor pixels = image.getProcessor();
				pixels.setValue(1000 + 100 * i);
				pixels.fillOval((i + 2) * size / 16, (7 - i) * size / 16, size / 2, size / 2);
				IJ.saveAsTiff(image, place.resolve("pair" + i + ".tif").toString());
			}
		}
	}
}
