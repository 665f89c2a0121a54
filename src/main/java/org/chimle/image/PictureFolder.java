package org.chimle.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.InvalidInputException;

/** Reads the images of a folder as a viewer shows them. */
public final class PictureFolder {

	private static final double PERCENT = 0.1;

	private PictureFolder() {}

	/**
	 * @param folder images of any kind, in the order of their names
	 * @return each of shape (3, H, W), values in [0, 1]: colours divided by 255, the first channel of other images stretched
	 *         between its percentiles 0.1 and 99.9 and repeated
	 * @throws InvalidInputException if the folder or an image in it cannot be read
	 */
	public static List<FloatImage> read(final Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().map(PictureFolder::picture)
				.toList();
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The folder " + folder + " cannot be read; name a folder of images.", exc);
		}
	}

	/**
	 * @param file an image of any kind
	 * @return the image as it is seen, see {@link #read}
	 * @throws InvalidInputException if it cannot be read
	 */
	public static FloatImage picture(final Path file) {
		final LoadedImage loaded = ImageReader.read(file);
		return seen(loaded.image(), loaded.kind().rgb());
	}

	/** @return the image as it is seen, see {@link #read} */
	public static FloatImage seen(final FloatImage image, final boolean rgb) {
		final IntensitySample sample = new IntensitySample(1, 1 << 16);
		sample.add(image, 0);
		final IntensityRange range = rgb ? new IntensityRange(0, 255) : sample.range(PERCENT, 100 - PERCENT);
		final FloatImage result = new FloatImage(3, image.height(), image.width());
		for (int i = 0; i < result.data().length; i++) {
			final float value = range.toUnit(image.data()[rgb ? i : i % image.plane()]);
			result.data()[i] = Math.max(0, Math.min(1, value));
		}
		return result;
	}
}
