package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;

/**
 * Measures the fidelity and diversity of a stack of samples, whatever made it. Every slice, frame and channel of the
 * image that the samples belong to is an image of its own; the three components of RGB are measured together.
 * <p>
 * Before anything is measured, intensities are mapped to [0, 1]: from 0..255 if the reference is 8-bit or RGB, else
 * from the least and largest value of the reference's plane. Without a reference the samples take its place. The input is
 * mapped in the same way, so consistency is meaningful only if input and samples have the same units.
 *
 * @param sigma bandwidth of the faithfulness weights (paper, Eq. 2), above 0, 0.2 by default
 */
public record MeasurementJob(double sigma) {

	/**
	 * The tables made. Headings are fixed; figures that need an image that was not given are NaN.
	 *
	 * @param samples one row per image and sample
	 * @param summary one row per image
	 */
	public record Result(ResultsTable samples, ResultsTable summary) {}

	/** Checks the range. */
	public MeasurementJob {
		if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
			throw new InvalidInputException("Sigma is " + sigma + " but must be a number above 0; 0.2 is usual.");
		}
	}

	/** Runs the job in this process, see {@link #run(ImagePlus, ImagePlus, ImagePlus, Compute, JobMonitor)}. */
	public Result run(final ImagePlus samples, final ImagePlus reference, final ImagePlus input,
		final JobMonitor monitor)
	{
		return run(samples, reference, input, new LocalCompute(), monitor);
	}

	/**
	 * Runs the job.
	 *
	 * @param samples stack of samples on the T axis, or on Z if there is one frame
	 * @param reference the observed target, or null
	 * @param input the low-resolution or degraded input, or null; ignored where the samples have other channels
	 * @param compute where the figures are computed
	 * @param monitor told of progress, asked whether to stop
	 * @return the tables, not yet shown
	 * @throws InvalidInputException if the images do not fit each other or have a value that is not finite
	 */
	public Result run(final ImagePlus samples, final ImagePlus reference, final ImagePlus input, final Compute compute,
		final JobMonitor monitor)
	{
		final MeasurementPlan plan = MeasurementPlan.of(samples, reference, input, monitor);
		final MeasurementTables tables = new MeasurementTables(sigma);
		final long start = System.nanoTime();
		for (int i = 0; i < plan.images(); i++) {
			monitor.checkCancelled();
			final double perSecond = i == 0 ? 0 : i / ((System.nanoTime() - start) / 1e9);
			monitor.emit(new JobEvent.Progress("measuring", i, plan.images(), perSecond, i == 0 ? -1 : (plan.images() - i) /
				perSecond));
			tables.add(plan.label(i), i + 1, compute.measure(plan.subject(i), DistanceKind.FILTER_BANK, sigma, "auto",
				monitor));
		}
		monitor.emit(new JobEvent.Progress("measuring", plan.images(), plan.images(), 0, 0));
		return tables.result();
	}
}
