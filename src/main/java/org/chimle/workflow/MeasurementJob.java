package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.chimle.engine.job.JobMonitor;

/**
 * Measures the fidelity and diversity of a stack of samples.
 *
 * @param sigma bandwidth of the faithfulness weights (paper, Eq. 2), 0.2 by default
 */
public record MeasurementJob(double sigma) {

	/**
	 * The tables made.
	 *
	 * @param samples one row per image and sample
	 * @param summary one row per image
	 */
	public record Result(ResultsTable samples, ResultsTable summary) {}

	/**
	 * Runs the job.
	 *
	 * @param samples stack of samples, on the T axis
	 * @param reference the observed target, or null
	 * @param input the low-resolution or degraded input, or null
	 * @param monitor told of progress, asked whether to stop
	 * @return the tables, not yet shown
	 */
	public Result run(final ImagePlus samples, final ImagePlus reference, final ImagePlus input,
		final JobMonitor monitor)
	{
		throw new IllegalStateException("under construction " + samples + reference + input + monitor);
	}
}
