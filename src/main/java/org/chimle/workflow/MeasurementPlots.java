package org.chimle.workflow;

import ij.gui.Plot;
import ij.measure.ResultsTable;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.chimle.engine.metric.Curve;
import org.chimle.engine.metric.RingCorrelation;
import org.chimle.image.Tables;

/** The curves of a measurement as ImageJ's plots: one grey line per image and their mean, where there are several. */
public final class MeasurementPlots {

	private static final int WIDTH = 600;
	private static final int HEIGHT = 380;
	private static final int DECIMALS = 6;
	/** Where the threshold has its name: shares of the axes. */
	private static final double LABEL_X = 0.01;
	private static final double LABEL_Y = 0.015;

	private MeasurementPlots() {}

	/** @return faithfulness-weighted variance against sigma, or nothing without a reference */
	public static Optional<Plot> weightedVariance(final MeasurementJob.Result result) {
		final List<Curve> curves = curves(result, MeasurementPlots::weightedVariance);
		if (curves.isEmpty()) return Optional.empty();
		final Plot plot = plot("CHIMLE FwV", "Sigma (perceptual distance)", "Faithfulness-weighted variance", curves);
		final double[] sigmas = curves.get(0).x();
		plot.setAxisXLog(true);
		plot.setLimits(sigmas[0], sigmas[sigmas.length - 1], 0, 1.05 * largest(curves));
		return Optional.of(plot);
	}

	/** @return Fourier ring correlation against spatial frequency, with the threshold, or nothing for a single sample */
	public static Optional<Plot> ringCorrelation(final MeasurementJob.Result result) {
		final List<Curve> curves = curves(result, MeasurementPlots::ringCorrelation);
		if (curves.isEmpty()) return Optional.empty();
		final Plot plot = plot("CHIMLE FRC", "Spatial frequency (1/" + result.unit() + ")",
			"Fourier ring correlation between samples", curves);
		final double[] frequencies = curves.get(0).x();
		final double last = frequencies[frequencies.length - 1];
		plot.setColor(Color.RED);
		plot.setLineWidth(1);
		plot.addPoints(new double[] { 0, last }, new double[] { RingCorrelation.THRESHOLD, RingCorrelation.THRESHOLD },
			Plot.LINE);
		plot.addText("1/7", LABEL_X * last, RingCorrelation.THRESHOLD + LABEL_Y);
		plot.setColor(Color.BLACK);
		plot.setLimits(0, last, Math.min(0, least(curves)), 1.05);
		return Optional.of(plot);
	}

	/** @return what is plotted of an image against sigma, or null */
	public static Curve weightedVariance(final MeasurementJob.Curves curves) {
		return curves.weightedVariance();
	}

	/** @return what is plotted of an image against spatial frequency, or null */
	public static Curve ringCorrelation(final MeasurementJob.Curves curves) {
		final RingCorrelation rings = curves.ringCorrelation();
		return rings == null ? null : new Curve(rings.frequencies(), rings.correlations());
	}

	/** @return all images' curves of faithfulness-weighted variance, one row per place */
	public static ResultsTable weightedVarianceTable(final MeasurementJob.Result result) {
		return table(result, MeasurementPlots::weightedVariance, "Sigma", "FwV");
	}

	/** @return all images' Fourier ring correlations, one row per ring */
	public static ResultsTable ringCorrelationTable(final MeasurementJob.Result result) {
		return table(result, MeasurementPlots::ringCorrelation, "Frequency (1/" + result.unit() + ")", "FRC");
	}

	private static ResultsTable table(final MeasurementJob.Result result,
		final Function<MeasurementJob.Curves, Curve> which, final String x, final String y)
	{
		final ResultsTable table = Tables.empty(DECIMALS);
		for (final MeasurementJob.Curves image : result.curves()) {
			final Curve curve = which.apply(image);
			for (int i = 0; curve != null && i < curve.x().length; i++) {
				table.incrementCounter();
				table.addLabel(image.label());
				table.addValue(x, curve.x()[i]);
				table.addValue(y, curve.y()[i]);
			}
		}
		return table;
	}

	private static List<Curve> curves(final MeasurementJob.Result result,
		final Function<MeasurementJob.Curves, Curve> which)
	{
		return result.curves().stream().map(which).filter(curve -> curve != null && Arrays.stream(curve.y()).allMatch(
			Double::isFinite)).toList();
	}

	private static Plot plot(final String title, final String x, final String y, final List<Curve> curves) {
		final Plot plot = new Plot(title, x, y);
		plot.setFrameSize(WIDTH, HEIGHT);
		if (curves.size() > 1) {
			plot.setColor(Color.LIGHT_GRAY);
			for (final Curve curve : curves) plot.addPoints(curve.x(), curve.y(), Plot.LINE);
		}
		plot.setColor(Color.BLUE);
		plot.setLineWidth(2);
		plot.addPoints(curves.get(0).x(), mean(curves), Plot.LINE);
		plot.setColor(Color.BLACK);
		return plot;
	}

	/** All images of a measurement have the same size, and so their curves the same places. */
	private static double[] mean(final List<Curve> curves) {
		final double[] mean = new double[curves.get(0).x().length];
		for (final Curve curve : curves) {
			for (int i = 0; i < mean.length; i++) mean[i] += curve.y()[i] / curves.size();
		}
		return mean;
	}

	private static double largest(final List<Curve> curves) {
		return Math.max(curves.stream().flatMapToDouble(curve -> Arrays.stream(curve.y())).max().orElseThrow(), 1e-9);
	}

	private static double least(final List<Curve> curves) {
		return curves.stream().flatMapToDouble(curve -> Arrays.stream(curve.y())).min().orElseThrow();
	}
}
