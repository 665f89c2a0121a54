package org.chimle.image;

import ij.gui.Plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;

/** Training and validation loss, summed over levels, against steps; the loss axis is logarithmic. */
public final class LossPlot {

	private static final int WIDTH = 640;
	private static final int HEIGHT = 400;

	private LossPlot() {}

	/**
	 * @param log the losses of a run, at least one of them above 0
	 * @return the picture
	 * @throws InvalidInputException if there is nothing to draw
	 */
	public static BufferedImage draw(final LossLog log) {
		final List<JobEvent.Loss> training = positive(log.losses(false));
		final List<JobEvent.Loss> validation = positive(log.losses(true));
		if (training.isEmpty() && validation.isEmpty()) {
			throw new InvalidInputException("There are no losses to draw; train for more steps.");
		}
		final Plot plot = new Plot("Loss", "Steps", "Loss, sum over levels");
		plot.setFrameSize(WIDTH, HEIGHT);
		double[] limits = { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0 };
		limits = add(plot, training, Color.BLUE, Plot.LINE, limits);
		limits = add(plot, validation, Color.RED, Plot.CONNECTED_CIRCLES, limits);
		plot.setAxisYLog(true);
		plot.setLimits(0, limits[2], limits[0] / 1.2, limits[1] * 1.2);
		plot.setColor(Color.BLACK);
		plot.addLegend((training.isEmpty() ? "" : "training\n") + (validation.isEmpty() ? ""
			: "validation (held-out pairs)"));
		return plot.getProcessor().getBufferedImage();
	}

	/** Draws the losses into a PNG file. */
	public static void write(final LossLog log, final Path file) {
		Pictures.write(draw(log), file);
	}

	private static List<JobEvent.Loss> positive(final List<JobEvent.Loss> losses) {
		return losses.stream().filter(loss -> loss.total() > 0 && Double.isFinite(loss.total())).toList();
	}

	/** @return least loss, largest loss and last step, of these losses and those before */
	private static double[] add(final Plot plot, final List<JobEvent.Loss> losses, final Color colour, final int shape,
		final double[] before)
	{
		final double[] limits = before.clone();
		if (losses.isEmpty()) return limits;
		final double[] steps = losses.stream().mapToDouble(JobEvent.Loss::step).toArray();
		final double[] totals = losses.stream().mapToDouble(JobEvent.Loss::total).toArray();
		plot.setColor(colour, colour);
		plot.setLineWidth(2);
		plot.addPoints(steps, totals, shape);
		for (int i = 0; i < totals.length; i++) {
			limits[0] = Math.min(limits[0], totals[i]);
			limits[1] = Math.max(limits[1], totals[i]);
			limits[2] = Math.max(limits[2], steps[i]);
		}
		return limits;
	}
}
