package org.chimle.image;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Resample;
import org.chimle.engine.job.InvalidInputException;

/**
 * A picture of results: one row an image, with the columns input, samples, mean, standard deviation and target. Inputs
 * are enlarged to the samples' size without interpolation. A row has one display range, that of its target (of its
 * samples where there is none); an input in other units and the standard deviation have their own.
 */
public final class Montage {

	private static final int GAP = 6;
	private static final int HEADING = 22;
	private static final int SMALLEST_CELL = 128;

	/**
	 * One row.
	 *
	 * @param input the conditioning image in original units, shape (C, h, w)
	 * @param samples at least one, in original units, shape (D, H, W)
	 * @param mean shape (D, H, W)
	 * @param standardDeviation shape (D, H, W)
	 * @param target the observed image, shape (D, H, W), or null
	 * @param sharedUnits whether the input has the units of the samples and shares their display range
	 */
	public record Row(FloatImage input, List<FloatImage> samples, FloatImage mean, FloatImage standardDeviation,
		FloatImage target, boolean sharedUnits)
	{

		/** Copies the list. */
		public Row {
			samples = List.copyOf(samples);
			if (samples.isEmpty()) throw new IllegalArgumentException("A row of a montage needs a sample");
		}
	}

	private Montage() {}

	/**
	 * A row of what a generation job makes, at the first slice and, of several frames, the first.
	 *
	 * @param input the image that samples were made of
	 * @param samples stack of samples along T; of each sample the first frame is shown
	 * @param mean mean over the samples
	 * @param standardDeviation standard deviation over the samples
	 * @param target the observed image, or null
	 * @return the row; the input shares the samples' display range if both have the same bit depth
	 */
	public static Row rowOf(final ImagePlus input, final ImagePlus samples, final ImagePlus mean,
		final ImagePlus standardDeviation, final ImagePlus target)
	{
		final List<FloatImage> planes = new ArrayList<>();
		for (int t = 1; t <= samples.getNFrames(); t += input.getNFrames()) planes.add(Planes.all(samples, 1, t));
		final ImagePlus reference = target == null ? samples : target;
		return new Row(Planes.all(input, 1, 1), planes, Planes.all(mean, 1, 1), Planes.all(standardDeviation, 1, 1),
			target == null ? null : Planes.all(target, 1, 1), ImageKind.of(input).equals(ImageKind.of(reference)));
	}

	/**
	 * @param rows at least one; rows may differ in size, the number of columns is that of the first
	 * @return the picture
	 */
	public static BufferedImage draw(final List<Row> rows) {
		if (rows.isEmpty()) throw new InvalidInputException("There are no results to draw a montage of.");
		final int shown = rows.stream().mapToInt(row -> row.samples().size()).min().orElseThrow();
		final boolean target = rows.stream().anyMatch(row -> row.target() != null);
		final List<String> headings = headings(shown, target);
		final int cell = rows.stream().mapToInt(row -> Math.max(row.mean().width(), row.mean().height())).reduce(
			SMALLEST_CELL, Math::max);
		final int width = GAP + headings.size() * (cell + GAP);
		final BufferedImage picture = new BufferedImage(width, HEADING + GAP + rows.size() * (cell + GAP),
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = picture.createGraphics();
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
		write(g, headings, cell);
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
		for (int r = 0; r < rows.size(); r++) {
			final List<BufferedImage> cells = cells(rows.get(r), shown);
			for (int i = 0; i < cells.size(); i++) {
				paint(g, cells.get(i), GAP + i * (cell + GAP), HEADING + GAP + r * (cell + GAP), cell);
			}
		}
		g.dispose();
		return picture;
	}

	/** Draws a montage into a PNG file. */
	public static void write(final List<Row> rows, final Path file) {
		Pictures.write(draw(rows), file);
	}

	/**
	 * @param samples number of samples in a row
	 * @param target whether there is a target
	 * @return what the columns of a montage show
	 */
	public static List<String> headings(final int samples, final boolean target) {
		final List<String> headings = new ArrayList<>(List.of("input"));
		for (int i = 1; i <= samples; i++) headings.add("sample " + i);
		headings.add("mean");
		headings.add("standard deviation");
		if (target) headings.add("target");
		return headings;
	}

	/**
	 * @param picture a montage
	 * @param row a row of it, from 0
	 * @param columns number of its columns
	 * @return the images of that row, sharing its pixels
	 */
	public static List<BufferedImage> cells(final BufferedImage picture, final int row, final int columns) {
		final int cell = (picture.getWidth() - GAP) / columns - GAP;
		final List<BufferedImage> cells = new ArrayList<>();
		for (int i = 0; i < columns; i++) {
			cells.add(picture.getSubimage(GAP + i * (cell + GAP), HEADING + GAP + row * (cell + GAP), cell, cell));
		}
		return cells;
	}

	private static void write(final Graphics2D g, final List<String> headings, final int cell) {
		g.setColor(Color.BLACK);
		g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		for (int i = 0; i < headings.size(); i++) {
			final int textWidth = g.getFontMetrics().stringWidth(headings.get(i));
			g.drawString(headings.get(i), GAP + i * (cell + GAP) + (cell - textWidth) / 2, HEADING - 4);
		}
	}

	private static void paint(final Graphics2D g, final BufferedImage image, final int x, final int y, final int cell) {
		final double zoom = (double) cell / Math.max(image.getWidth(), image.getHeight());
		g.drawImage(image, x, y, (int) Math.round(image.getWidth() * zoom), (int) Math.round(image.getHeight() * zoom), null);
	}

	private static List<BufferedImage> cells(final Row row, final int samples) {
		final List<FloatImage> shared = row.target() != null ? List.of(row.target()) : row.samples();
		final IntensityRange range = RangeMeasurement.extremes(shared);
		final List<BufferedImage> cells = new ArrayList<>();
		final FloatImage large = Resample.box(row.input(), row.mean().height(), row.mean().width());
		cells.add(picture(large, row.sharedUnits() ? range : RangeMeasurement.extremes(List.of(row.input()))));
		for (int i = 0; i < samples; i++) cells.add(picture(row.samples().get(i), range));
		cells.add(picture(row.mean(), range));
		final double spread = RangeMeasurement.extremes(List.of(row.standardDeviation())).high();
		cells.add(picture(row.standardDeviation(), new IntensityRange(0, spread)));
		if (row.target() != null) cells.add(picture(row.target(), range));
		return cells;
	}

	/** @return the image in colours if it has three channels, else its first channel in grey */
	private static BufferedImage picture(final FloatImage image, final IntensityRange range) {
		final FloatImage shown = new FloatImage(3, image.height(), image.width());
		for (int i = 0; i < shown.data().length; i++) {
			final float value = image.data()[image.channels() == 3 ? i : i % image.plane()];
			shown.data()[i] = 255 * range.toUnit(value);
		}
		final ColorProcessor colours = Planes.rgb(shown);
		return colours.getBufferedImage();
	}
}
