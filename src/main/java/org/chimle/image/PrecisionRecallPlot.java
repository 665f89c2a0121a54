package org.chimle.image;

import ij.ImagePlus;
import ij.gui.Plot;

import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Precision against recall of distributions, both axes 0..1. */
public final class PrecisionRecallPlot {

	private static final int SIDE = 400;
	private static final Color[] COLOURS = { Color.BLUE, Color.RED, new Color(0, 128, 0), Color.ORANGE, Color.MAGENTA,
		Color.BLACK };

	/**
	 * One curve.
	 *
	 * @param name in the legend
	 * @param recall x, 0..1
	 * @param precision y, 0..1, as many
	 */
	public record Curve(String name, double[] recall, double[] precision) {}

	private PrecisionRecallPlot() {}

	/** @return the picture as an image that is not shown yet */
	public static ImagePlus draw(final List<Curve> curves) {
		final Plot plot = new Plot("Precision and recall of distributions", "Recall", "Precision");
		plot.setFrameSize(SIDE, SIDE);
		for (int c = 0; c < curves.size(); c++) {
			plot.setColor(COLOURS[c % COLOURS.length]);
			plot.setLineWidth(2);
			plot.addPoints(curves.get(c).recall(), curves.get(c).precision(), Plot.LINE);
		}
		plot.setLimits(0, 1.02, 0, 1.02);
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		plot.addLegend(curves.stream().map(Curve::name).collect(Collectors.joining("\n")), "bottom-left");
		return plot.getImagePlus();
	}

	/** Draws the curves into a PNG file; the folder must exist. */
	public static void write(final ImagePlus plot, final Path file) {
		Pictures.write(plot.getProcessor().getBufferedImage(), file);
	}
}
