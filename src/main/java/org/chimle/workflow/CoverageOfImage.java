package org.chimle.workflow;

import ij.ImagePlus;

import org.chimle.engine.job.JobMonitor;

/**
 * A {@link CoverageJob} with its images.
 *
 * @param job what to do
 * @param image the image the model is given
 * @param observed the true image of it, or null
 */
record CoverageOfImage(CoverageJob job, ImagePlus image, ImagePlus observed) implements Job<CoverageJob.Result> {

	@Override
	public CoverageJob.Result run(final JobMonitor monitor) {
		return job.run(image, observed, monitor);
	}

	@Override
	public Class<CoverageJob.Result> resultType() {
		return CoverageJob.Result.class;
	}
}
