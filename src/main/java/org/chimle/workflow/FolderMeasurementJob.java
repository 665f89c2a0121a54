package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.distribution.FeatureExtractor;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.Calibration;
import org.chimle.image.FolderOfSamples;

/**
 * Measures a folder of samples against a folder of references: every input by itself, as {@link MeasurementJob} does, and
 * all samples together against all references. What cannot be used is left out and named; the rest is measured.
 * <p>
 * For distributions and calibration intensities are mapped to [0, 1] in the same way for all images: from 0..255 if the
 * references are 8-bit or RGB, else from the least and the largest value of all references, channel by channel. Every
 * channel has distributions and a calibration of its own; planes of a stack are images of their own.
 *
 * @param samplesFolder stacks of samples, or single images, named as {@link FolderOfSamples} asks
 * @param referenceFolder the observed images
 * @param inputFolder what samples were made of, or nothing
 * @param featureNetwork the network whose features are compared, one of {@link FeatureExtractor#NAMES}; its name stands
 *          in the headings
 * @param sigma bandwidth of the faithfulness weights, above 0
 * @param seed of the subsets and clusters of the distribution figures
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record FolderMeasurementJob(String samplesFolder, String referenceFolder, String inputFolder,
	String featureNetwork, double sigma, long seed, String device) implements Job<FolderMeasurementJob.Result>
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
	 * @param calibration one row per channel: whether the spread of the samples says how wrong they are, figures of
	 *          {@link org.chimle.engine.metric.Figure.Table#CALIBRATION}; null if no samples have a reference
	 * @param skipped one row for everything that was left out or lacks a partner, or null if there is nothing
	 * @param curve the PRD curves, or null if there are no distributions
	 * @param calibrationCurves one per channel that has samples with a spread and a reference
	 */
	public record Result(ResultsTable samples, ResultsTable summary, ResultsTable folder, ResultsTable distribution,
		ResultsTable calibration, ResultsTable skipped, ImagePlus curve, List<CalibrationCurve> calibrationCurves)
	{

		/** Copies the list. */
		public Result {
			calibrationCurves = List.copyOf(calibrationCurves);
		}
	}

	/**
	 * A channel's error against the error that its samples predict.
	 *
	 * @param label names the channel
	 * @param bins of rising predicted error
	 */
	public record CalibrationCurve(String label, List<Calibration.Bin> bins) {}

	/**
	 * Runs the job.
	 *
	 * @param monitor told of progress and of everything left out, asked whether to stop
	 * @return the tables, not yet shown
	 * @throws InvalidInputException if a folder cannot be used, nothing in it can be measured, or the feature network is
	 *           not installed
	 */
	@Override
	public Result run(final JobMonitor monitor) {
		final Path samples = Paths.of(samplesFolder, "samples folder");
		final Path references = Paths.of(referenceFolder, "reference folder");
		final Path inputs = inputFolder == null || inputFolder.isBlank() ? null : Paths.of(inputFolder, "input folder");
		FeatureExtractor.requireInstalled(featureNetwork);
		final FolderOfSamples folder = FolderOfSamples.open(samples, references, inputs);
		try (FolderMeasurement measurement = new FolderMeasurement(this, monitor)) {
			return measurement.of(folder);
		}
	}

	@Override
	public Class<Result> resultType() {
		return Result.class;
	}
}
