package org.chimle.workflow;

import java.util.List;

/**
 * Figures about the samples of an image, over all channels, slices and frames.
 *
 * @param width columns of the results
 * @param height rows of the results
 * @param mean mean of the mean over the samples, in the units that the user reads
 * @param meanDeviation mean of the standard deviation over the samples
 * @param consistency peak signal-to-noise ratio in dB between the input and the samples reduced to its size, from the
 *          error averaged over the samples; the peak is the range of the model's targets. NaN if input and samples have
 *          other units or channels
 * @param thresholds of the agreement map, one per channel; empty without such a map
 */
public record GenerationFacts(int width, int height, double mean, double meanDeviation, double consistency,
	List<Double> thresholds)
{

	/** Copies the list. */
	public GenerationFacts {
		thresholds = List.copyOf(thresholds);
	}
}
