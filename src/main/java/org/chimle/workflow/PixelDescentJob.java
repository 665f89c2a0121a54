package org.chimle.workflow;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.distill.PixelDescent;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.ImageMetrics;
import org.chimle.image.PictureFolder;
import org.chimle.image.Planes;

/**
 * Looks at a distance as a loss, see {@link PixelDescent}.
 *
 * @param images files of images
 * @param side longest side of the part around the middle that is taken, in pixels
 * @param descent how
 */
public record PixelDescentJob(List<String> images, int side, PixelDescent descent) {

	private static final int GAP = 4;

	/** Copies the list. */
	public PixelDescentJob {
		images = List.copyOf(images);
		if (side < 16 || side > 4096) {
			throw new InvalidInputException("The longest side is " + side + " pixels but must be between 16 and 4096.");
		}
	}

	/**
	 * One image.
	 *
	 * @param image its file
	 * @param startDistance distance of the blurred image
	 * @param endDistance distance after the descent
	 * @param startPsnr peak signal to noise ratio of the blurred image, dB
	 * @param endPsnr that after the descent
	 */
	public record Row(String image, double startDistance, double endDistance, double startPsnr, double endPsnr) {}

	/**
	 * All images.
	 *
	 * @param rows figures
	 * @param picture a row for each: the blurred image, the result, the image itself
	 */
	public record Result(List<Row> rows, BufferedImage picture) {}

	/**
	 * Runs the job.
	 *
	 * @param monitor told of progress, asked whether to stop
	 * @return figures and the picture
	 * @throws InvalidInputException if an image cannot be read
	 */
	public Result run(final JobMonitor monitor) {
		final List<Row> rows = new ArrayList<>();
		final List<List<FloatImage>> pictures = new ArrayList<>();
		for (final String name : images) {
			final Path file = Paths.of(name, "image");
			final FloatImage image = middle(PictureFolder.picture(file));
			final PixelDescent.Result result = descent.run(image, monitor);
			rows.add(new Row(file.getFileName().toString(), result.startDistance(), result.endDistance(), ImageMetrics.of(result
				.start(), image).psnr(), ImageMetrics.of(result.end(), image).psnr()));
			pictures.add(List.of(result.start(), result.end(), image));
		}
		return new Result(rows, draw(pictures));
	}

	private FloatImage middle(final FloatImage image) {
		final int height = Math.min(side, image.height());
		final int width = Math.min(side, image.width());
		return image.crop((image.height() - height) / 2, (image.width() - width) / 2, height, width);
	}

	private BufferedImage draw(final List<List<FloatImage>> rows) {
		final int cell = side + GAP;
		final FloatImage page = new FloatImage(3, rows.size() * cell - GAP, rows.get(0).size() * cell - GAP);
		Arrays.fill(page.data(), 255);
		for (int r = 0; r < rows.size(); r++) {
			for (int i = 0; i < rows.get(r).size(); i++) paste(rows.get(r).get(i), page, r * cell, i * cell);
		}
		return Planes.rgb(page).getBufferedImage();
	}

	private static void paste(final FloatImage image, final FloatImage page, final int top, final int left) {
		for (int c = 0; c < image.channels(); c++) {
			for (int y = 0; y < image.height(); y++) {
				for (int x = 0; x < image.width(); x++) page.set(c, top + y, left + x, 255 * image.get(c, y, x));
			}
		}
	}
}
