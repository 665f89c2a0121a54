package org.chimle.workflow;

import ij.gui.Plot;
import ij.measure.ResultsTable;

import java.awt.Color;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.chimle.engine.metric.Calibration;
import org.chimle.image.Tables;

/** The calibration curves of a folder as ImageJ's plot and as a table; where the spread is right they lie on the diagonal. */
public final class CalibrationPlot {

	private static final int SIDE = 400;
	private static final int DECIMALS = 6;
	private static final double MARGIN = 1.05;
	private static final Color[] COLOURS = { Color.BLUE, Color.RED, new Color(0, 128, 0), Color.ORANGE, Color.MAGENTA,
		Color.CYAN };

	private CalibrationPlot() {}

	/** @return error against predicted error, one curve per channel, or nothing if there is none */
	public static Optional<Plot> plot(final FolderMeasurementJob.Result result) {
		final List<FolderMeasurementJob.CalibrationCurve> curves = result.calibrationCurves();
		if (curves.isEmpty()) return Optional.empty();
		final Plot plot = new Plot("CHIMLE calibration curve", "Predicted error RMV (unit range)",
			"Error of the mean RMSE (unit range)");
		plot.setFrameSize(SIDE, SIDE);
		for (int c = 0; c < curves.size(); c++) {
			final List<Calibration.Bin> bins = curves.get(c).bins();
			plot.setColor(COLOURS[c % COLOURS.length], COLOURS[c % COLOURS.length]);
			plot.setLineWidth(2);
			plot.addPoints(bins.stream().mapToDouble(Calibration.Bin::predicted).toArray(), bins.stream().mapToDouble(
				Calibration.Bin::error).toArray(), Plot.CONNECTED_CIRCLES);
		}
		final double last = MARGIN * curves.stream().flatMap(curve -> curve.bins().stream()).mapToDouble(bin -> Math.max(bin
			.predicted(), bin.error())).max().orElseThrow();
		plot.setColor(Color.GRAY);
		plot.setLineWidth(1);
		plot.addPoints(new double[] { 0, last }, new double[] { 0, last }, Plot.LINE);
		plot.setLimits(0, last, 0, last);
		plot.setColor(Color.BLACK);
		plot.addLegend(curves.stream().map(FolderMeasurementJob.CalibrationCurve::label).collect(Collectors.joining("\n")) +
			"\nideal; above it the samples are too alike"); // where it hides least
		return Optional.of(plot);
	}

	/** @return one row per channel and bin */
	public static ResultsTable table(final FolderMeasurementJob.Result result) {
		final ResultsTable table = Tables.empty(DECIMALS);
		for (final FolderMeasurementJob.CalibrationCurve curve : result.calibrationCurves()) {
			for (final Calibration.Bin bin : curve.bins()) {
				table.incrementCounter();
				table.addLabel(curve.label());
				table.addValue(KeyColumn.PREDICTED.heading(), bin.predicted());
				table.addValue(KeyColumn.ERROR.heading(), bin.error());
				table.addValue(KeyColumn.PIXELS.heading(), bin.pixels());
			}
		}
		return table;
	}
}
