package org.chimle.workflow;

import ij.ImagePlus;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.Figure;

/**
 * Measures how different the samples of one image after the other are. What it takes is made ready for the first and kept
 * until the meter is closed.
 */
final class SampleMeter implements AutoCloseable {

	/** Usual; without a reference it changes nothing. */
	private static final double SIGMA = 0.2;

	private final MeasurementJob job;
	private final Compute compute;
	private Compute.OpenMeter meter;

	/**
	 * @param device computes
	 * @param compute where
	 */
	SampleMeter(final String device, final Compute compute) {
		job = new MeasurementJob(SIGMA, DistanceKind.LEARNED, device, false, false);
		this.compute = compute;
	}

	/**
	 * @param samples a stack of samples as {@link GenerationJob} makes it, or null
	 * @param monitor told what cannot be measured, asked whether to stop
	 * @return the figures
	 */
	SampleFigures figures(final ImagePlus samples, final JobMonitor monitor) {
		if (samples == null) return SampleFigures.UNKNOWN;
		try {
			if (meter == null) meter = job.meter(compute, monitor);
			final MeasurementJob.Result measured = job.run(samples, null, null, meter, monitor);
			return new SampleFigures(SampleFigures.mean(measured.summary(), Figure.DIVERSITY), SampleFigures.mean(measured
				.summary(), Figure.RING_CORRELATION), measured.unit());
		}
		catch (final InvalidInputException exc) {
			monitor.say(exc.getMessage());
			close(); // the process that measured may have ended
			return SampleFigures.UNKNOWN;
		}
	}

	@Override
	public void close() {
		final Compute.OpenMeter closing = meter;
		meter = null;
		if (closing != null) closing.close();
	}
}
