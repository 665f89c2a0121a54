package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.util.Arrays;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
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

	/** Usual; without a reference it changes nothing. */
	private static final double SIGMA = 0.2;

	/**
	 * @param samples a stack of samples as {@link GenerationJob} makes it, or null
	 * @param device computes
	 * @param compute where
	 * @param monitor told what cannot be measured, asked whether to stop
	 * @return the figures
	 */
	static SampleFigures of(final ImagePlus samples, final String device, final Compute compute, final JobMonitor monitor) {
		if (samples == null) return UNKNOWN;
		try {
			final MeasurementJob.Result measured = new MeasurementJob(SIGMA, DistanceKind.LEARNED, device, false, false).run(
				samples, null, null, compute, monitor);
			return new SampleFigures(mean(measured.summary(), Figure.DIVERSITY), mean(measured.summary(),
				Figure.RING_CORRELATION), measured.unit());
		}
		catch (final InvalidInputException exc) {
			monitor.say(exc.getMessage());
			return UNKNOWN;
		}
	}

	private static double mean(final ResultsTable table, final Figure figure) {
		return Arrays.stream(table.getColumn(figure.heading())).filter(value -> !Double.isNaN(value)).average().orElse(
			Double.NaN);
	}
}
