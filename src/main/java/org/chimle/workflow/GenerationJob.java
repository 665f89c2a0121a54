package org.chimle.workflow;

import ij.ImagePlus;

import org.chimle.engine.job.JobMonitor;

/**
 * Generates samples for an image.
 *
 * @param modelFile a model file
 * @param samples number of samples
 * @param seed fixes the samples
 * @param matchInput whether samples get the input's bit depth (rounded and clipped) instead of 32 bit
 * @param mean whether the mean over the samples is made as well
 * @param standardDeviation whether the standard deviation over the samples is made as well
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record GenerationJob(String modelFile, int samples, long seed, boolean matchInput, boolean mean,
	boolean standardDeviation, String device)
{

	/**
	 * The images made.
	 *
	 * @param samples hyperstack with the samples on the T axis
	 * @param mean 32-bit mean over the samples, or null if not asked for
	 * @param standardDeviation 32-bit standard deviation over the samples, or null if not asked for
	 */
	public record Result(ImagePlus samples, ImagePlus mean, ImagePlus standardDeviation) {}

	/**
	 * Runs the job.
	 *
	 * @param image the open image; it is not changed
	 * @param monitor told of progress, asked whether to stop
	 * @return the images made, not yet shown
	 */
	public Result run(final ImagePlus image, final JobMonitor monitor) {
		throw new IllegalStateException("under construction " + image + monitor);
	}
}
