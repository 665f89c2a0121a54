package org.chimle.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Resample;

/**
 * Small pictures of pairs, one slice a pair: the input, the target, and both on each other (input magenta, target green, so
 * that what agrees is grey). Every image is stretched to its own intensities; small ones are enlarged without
 * interpolation. The slice's label says what is wrong.
 */
final class PairThumbnails {

	private static final int CELL = 256;
	private static final int GAP = 6;
	private static final int HEADING = 22;
	private static final int COLUMNS = 3;

	private final ImageStack stack = new ImageStack(GAP + COLUMNS * (CELL + GAP), HEADING + CELL + GAP);

	/**
	 * Adds a slice.
	 *
	 * @param label the slice's label
	 * @param input shape (C, H, W), or null if it cannot be read
	 * @param target shape (D, H', W'), or null if it cannot be read
	 */
	void add(final String label, final FloatImage input, final FloatImage target) {
		final BufferedImage picture = new BufferedImage(stack.getWidth(), stack.getHeight(), BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = picture.createGraphics();
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
		g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		paint(g, 0, "input", input);
		paint(g, 1, "target", target);
		if (input != null && target != null) paint(g, 2, "input magenta, target green", both(input, target));
		g.dispose();
		stack.addSlice(label, new ColorProcessor(picture));
	}

	/** @return the stack, or null if nothing was added */
	ImagePlus image(final String title) {
		return stack.size() == 0 ? null : new ImagePlus(title, stack);
	}

	private static void paint(final Graphics2D g, final int column, final String heading, final FloatImage image) {
		final int x = GAP + column * (CELL + GAP);
		final String size = image == null ? " (unreadable)" : column == 2 ? "" : " " + image.width() + " x " + image
			.height();
		g.setColor(Color.BLACK);
		g.drawString(heading + size, x, HEADING - 6);
		if (image == null) return;
		final FloatImage fitted = fitted(image);
		g.drawImage(picture(fitted), x, HEADING, null);
	}

	/** Both as the mean of their channels on the larger of the two grids; that is all one can do where sizes do not fit. */
	private static FloatImage both(final FloatImage input, final FloatImage target) {
		final int height = Math.max(input.height(), target.height());
		final int width = Math.max(input.width(), target.width());
		final FloatImage result = new FloatImage(3, height, width);
		final FloatImage a = stretched(Resample.box(input, height, width));
		final FloatImage b = stretched(Resample.box(target, height, width));
		for (int i = 0; i < result.plane(); i++) {
			result.data()[i] = a.data()[i];
			result.data()[i + result.plane()] = b.data()[i];
			result.data()[i + 2 * result.plane()] = a.data()[i];
		}
		return result;
	}

	/** @return the mean of the channels, from 0 to 1 */
	private static FloatImage stretched(final FloatImage image) {
		final FloatImage mean = new FloatImage(1, image.height(), image.width());
		for (int i = 0; i < image.data().length; i++) mean.data()[i % image.plane()] += image.data()[i] / image.channels();
		final IntensityRange range = shownRange(mean);
		for (int i = 0; i < mean.data().length; i++) mean.data()[i] = range.toUnit(mean.data()[i]);
		return mean;
	}

	/** @return the image with its longer side as long as a cell */
	private static FloatImage fitted(final FloatImage image) {
		final double zoom = (double) CELL / Math.max(image.width(), image.height());
		final int height = Math.max(1, (int) Math.round(zoom * image.height()));
		final int width = Math.max(1, (int) Math.round(zoom * image.width()));
		return Resample.box(image, height, width);
	}

	private static BufferedImage picture(final FloatImage image) {
		final IntensityRange range = shownRange(image);
		final FloatImage shown = new FloatImage(3, image.height(), image.width());
		for (int i = 0; i < shown.data().length; i++) {
			shown.data()[i] = 255 * range.toUnit(image.data()[image.channels() == 3 ? i : i % image.plane()]);
		}
		return Planes.rgb(shown).getBufferedImage();
	}

	/** Single hot pixels shall not make a picture black. */
	private static IntensityRange shownRange(final FloatImage image) {
		final IntensitySample sample = new IntensitySample(image.channels(), image.data().length);
		for (int c = 0; c < image.channels(); c++) sample.add(image, c);
		return sample.range(0.1, 99.9);
	}
}
