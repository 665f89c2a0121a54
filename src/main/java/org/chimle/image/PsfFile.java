package org.chimle.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.IntStream;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.MeasuredPsf;
import org.chimle.engine.data.PointSpread;
import org.chimle.engine.job.InvalidInputException;

/**
 * A measured point spread function from an image file: one plane, one channel, a bright spot on a dark background, in
 * pixels as large as those of the sharp images. The median of the border pixels is taken as background and subtracted,
 * what is negative then becomes 0, and the spot is moved, by linear interpolation, until its centre of mass is the centre
 * of the kernel, so that blurring moves nothing.
 *
 * @param record what a model file keeps
 * @param kernel the blur
 */
public record PsfFile(MeasuredPsf record, PointSpread kernel) {

	/** The largest offset of a kernel's edge from its centre. */
	private static final int MOST_RADIUS = (PointSpread.LARGEST - 1) / 2;

	/**
	 * Reads a file.
	 *
	 * @param file an image
	 * @return its point spread function
	 * @throws InvalidInputException if it cannot be read or shows no spot
	 */
	public static PsfFile read(final Path file) {
		final FloatImage image = ImageReader.read(file).image();
		if (image.channels() != 1) {
			throw new InvalidInputException("The point spread function " + file.getFileName() + " has " + image.channels() +
				" channels but must have one; split them and choose one.");
		}
		final double background = background(image);
		final double[] spot = new double[image.plane()];
		double sum = 0;
		double x = 0;
		double y = 0;
		for (int i = 0; i < spot.length; i++) {
			spot[i] = Math.max(0, image.data()[i] - background);
			sum += spot[i];
			x += spot[i] * (i % image.width());
			y += spot[i] * (i / image.width());
		}
		if (!(sum > 0)) {
			throw new InvalidInputException("The point spread function " + file.getFileName() +
				" shows no bright spot on a dark background; crop it around the image of a point.");
		}
		final PointSpread kernel = centred(spot, image.width(), image.height(), x / sum, y / sum);
		return new PsfFile(MeasuredPsf.of(file.getFileName().toString(), sha256(file), kernel), kernel);
	}

	private static double background(final FloatImage image) {
		final double[] border = IntStream.range(0, image.plane()).filter(i -> i % image.width() == 0 || i % image
			.width() == image.width() - 1 || i < image.width() || i >= image.plane() - image.width()).mapToDouble(i -> image
				.data()[i]).sorted().toArray();
		return border[border.length / 2];
	}

	/** As large as the whole spot needs, as far as a kernel may be. */
	private static PointSpread centred(final double[] spot, final int width, final int height, final double x,
		final double y)
	{
		final int radiusX = Math.min(MOST_RADIUS, (int) Math.ceil(Math.max(x, width - 1 - x)));
		final int radiusY = Math.min(MOST_RADIUS, (int) Math.ceil(Math.max(y, height - 1 - y)));
		final int side = 2 * radiusX + 1;
		final double[] values = new double[side * (2 * radiusY + 1)];
		for (int i = 0; i < values.length; i++) {
			values[i] = interpolated(spot, width, height, x + i % side - radiusX, y + i / side - radiusY);
		}
		return PointSpread.of(side, 2 * radiusY + 1, values);
	}

	private static double interpolated(final double[] spot, final int width, final int height, final double x,
		final double y)
	{
		final int left = (int) Math.floor(x);
		final int top = (int) Math.floor(y);
		double sum = 0;
		for (int dy = 0; dy < 2; dy++) {
			for (int dx = 0; dx < 2; dx++) {
				final int px = left + dx;
				final int py = top + dy;
				if (px < 0 || py < 0 || px >= width || py >= height) continue;
				sum += (1 - Math.abs(x - px)) * (1 - Math.abs(y - py)) * spot[py * width + px];
			}
		}
		return sum;
	}

	private static String sha256(final Path file) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The file " + file + " could not be read (" + exc.getMessage() +
				"); check that it exists and may be read.", exc);
		}
		catch (final NoSuchAlgorithmException exc) {
			throw new IllegalStateException("Every Java runtime has SHA-256", exc);
		}
	}
}
