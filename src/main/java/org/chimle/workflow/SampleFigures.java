package org.chimle.workflow;

import ij.measure.ResultsTable;

import java.util.Arrays;

import org.chimle.engine.metric.Figure;

/**
 * How different the samples of an image are: what {@link MeasurementJob} makes of them without a reference, averaged over
 * planes.
 *
 * @param diversity {@link Figure#DIVERSITY}; NaN for fewer than two samples
 * @param ringCorrelation {@link Figure#RING_CORRELATION}, over planes that have it; NaN if none has
 * @param unit of length of the ring correlation
 */
record SampleFigures(double diversity, double ringCorrelation, String unit) {

	/** Nothing is known of samples that were not kept. */
	static final SampleFigures UNKNOWN = new SampleFigures(Double.NaN, Double.NaN, "");

	/** @return the mean over the planes that have the figure; NaN if none has */
	static double mean(final ResultsTable table, final Figure figure) {
		return Arrays.stream(table.getColumn(figure.heading())).filter(value -> !Double.isNaN(value)).average().orElse(
			Double.NaN);
	}
}
