package org.chimle.testing;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images made up for tests. */
public final class TestImages {

	private TestImages() {}

	/** @return a ramp: the pixel at (x, y) of plane n (from 0) has the value x + 2 y + 10 n, for 8 bit modulo 256 */
	public static ImagePlus stack(final String title, final int depth, final int width, final int height, final int c,
		final int z, final int t)
	{
		final ImageStack stack = new ImageStack(width, height);
		for (int n = 0; n < c * z * t; n++) stack.addSlice("plane " + n, plane(depth, width, height, n));
		final ImagePlus image = new ImagePlus(title, stack);
		image.setDimensions(c, z, t);
		image.setOpenAsHyperStack(true);
		return c > 1 && depth != 24 ? new CompositeImage(image, IJ.COMPOSITE) : image;
	}

	/** @return one plane of {@link #stack} */
	public static ImageProcessor plane(final int depth, final int width, final int height, final int n) {
		if (depth == 24) return colours(width, height, n);
		final FloatProcessor values = new FloatProcessor(width, height);
		for (int i = 0; i < width * height; i++) {
			final int value = i % width + 2 * (i / width) + 10 * n;
			values.setf(i, depth == 8 ? value % 256 : value);
		}
		return switch (depth) {
			case 8 -> values.convertToByteProcessor(false);
			case 16 -> values.convertToShortProcessor(false);
			default -> values;
		};
	}

	private static ColorProcessor colours(final int width, final int height, final int n) {
		final ColorProcessor colours = new ColorProcessor(width, height);
		for (int i = 0; i < width * height; i++) {
			colours.set(i, (i % width + n) % 256 << 16 | i / width % 256 << 8 | (50 + n) % 256);
		}
		return colours;
	}

	/** Saves an image as TIFF, or as PNG or JPEG if the name ends so. */
	public static Path save(final ImagePlus image, final Path file) {
		try {
			Files.createDirectories(file.getParent());
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
		final FileSaver saver = new FileSaver(image);
		final String name = file.toString();
		final boolean saved = name.endsWith(".png") ? saver.saveAsPng(name) : name.endsWith(".jpg") ? saver.saveAsJpeg(name)
			: image.getStackSize() > 1 ? saver.saveAsTiffStack(name) : saver.saveAsTiff(name);
		if (!saved) throw new IllegalStateException("could not save " + file);
		return file;
	}

	/** Saves a single-plane ramp. */
	public static Path save(final Path folder, final String name, final int depth, final int width, final int height) {
		return save(new ImagePlus(name, plane(depth, width, height, 0)), folder.resolve(name));
	}
}
