package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.nio.file.Path;

import org.chimle.engine.distribution.FeatureExtractor;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.FolderOfSamples;

/**
 * Measures a folder of samples against a folder of references: every input by itself, as {@link MeasurementJob} does, and
 * all samples together against all references. What cannot be used is left out and named; the rest is measured.
 * <p>
 * For the distributions intensities are mapped to [0, 1] in the same way for all images: from 0..255 if the references
 * are 8-bit or RGB, else from the least and the largest value of all references, channel by channel. Every channel has
 * distributions of its own; planes of a stack are images of their own.
 *
 * @param samplesFolder stacks of samples, or single images, named as {@link FolderOfSamples} asks
 * @param referenceFolder the observed images
 * @param inputFolder what samples were made of, or nothing
 * @param featureNetwork the network whose features are compared, one of {@link FeatureExtractor#NAMES}; its name stands
 *          in the headings
 * @param sigma bandwidth of the faithfulness weights, above 0
 * @param seed of the subsets and clusters of the distribution figures
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}, for features
 */
public record FolderMeasurementJob(String samplesFolder, String referenceFolder, String inputFolder,
	String featureNetwork, double sigma, long seed, String device)
{

	/** Checks what can be checked without looking at the folders. */
	public FolderMeasurementJob {
		FeatureExtractor.requireKnown(featureNetwork);
		sigma = new MeasurementJob(sigma).sigma();
	}

	/**
	 * What was found. Headings are fixed; figures that cannot be computed are NaN.
	 *
	 * @param samples one row per image and sample, see {@link MeasurementJob}
	 * @param summary one row per image, see {@link MeasurementJob}
	 * @param folder one row: the means over all images, in the paper's style the best of n samples
	 * @param distribution one row per channel: FID, KID, PRD, precision and recall, density and coverage
	 * @param skipped one row for everything that was left out or lacks a partner, or null if there is nothing
	 * @param curve the PRD curves, or null if there are no distributions
	 */
	public record Result(ResultsTable samples, ResultsTable summary, ResultsTable folder, ResultsTable distribution,
		ResultsTable skipped, ImagePlus curve)
	{}

	/**
	 * Runs the job.
	 *
	 * @param monitor told of progress and of everything left out, asked whether to stop
	 * @return the tables, not yet shown
	 * @throws InvalidInputException if a folder cannot be used, or nothing in it can be measured
	 */
	public Result run(final JobMonitor monitor) {
		final Path samples = Paths.of(samplesFolder, "samples folder");
		final Path references = Paths.of(referenceFolder, "reference folder");
		final Path inputs = inputFolder == null || inputFolder.isBlank() ? null : Paths.of(inputFolder, "input folder");
		final FolderOfSamples folder = FolderOfSamples.open(samples, references, inputs);
		try (FolderMeasurement measurement = new FolderMeasurement(this, monitor)) {
			return measurement.of(folder);
		}
	}
}
