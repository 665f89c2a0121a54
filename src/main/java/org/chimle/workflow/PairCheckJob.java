package org.chimle.workflow;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;

import java.util.List;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.PairCheck;
import org.chimle.image.PairFinding;

/**
 * Checks two folders of pairs without training. Needs no tensors, so it runs where the files can be read.
 *
 * @param inputFolder folder of conditioning images
 * @param targetFolder folder of images to be reached
 * @param largestShift shift between target and input in target pixels that is no problem, 0..1000
 */
public record PairCheckJob(String inputFolder, String targetFolder, double largestShift) {

	/** The usual largest shift in pixels of the target. */
	public static final double USUAL_SHIFT = 1;

	private static final double MOST = 1000;

	/**
	 * What was found.
	 *
	 * @param table one row per pair
	 * @param summary sentences about the whole, one a line
	 * @param thumbnails one slice for every suspicious pair, or null
	 * @param inputs intensities of the inputs, or null
	 * @param targets intensities of the targets, or null
	 * @param problems pairs that cannot be used or are worthless
	 */
	public record Result(ResultsTable table, String summary, ImagePlus thumbnails, Plot inputs, Plot targets,
		int problems)
	{}

	/** Checks the range. */
	public PairCheckJob {
		if (!(largestShift >= 0 && largestShift <= MOST)) {
			throw new InvalidInputException("The largest shift is " + largestShift + " px but must lie between 0 and " +
				(int) MOST + ".");
		}
	}

	/**
	 * Runs the check.
	 *
	 * @param monitor told of progress and of the summary, asked whether to stop
	 * @return what was found
	 * @throws InvalidInputException if a folder is missing or empty
	 */
	public Result run(final JobMonitor monitor) {
		final PairCheck.Report report = PairCheck.of(Paths.of(inputFolder, "input folder"), Paths.of(targetFolder,
			"target folder"), largestShift, monitor);
		final List<PairFinding> pairs = report.pairs();
		final String summary = PairSummary.of(pairs);
		summary.lines().forEach(monitor::say);
		return new Result(PairTable.of(pairs), summary, report.thumbnails(), report.inputs(), report.targets(), (int) pairs
			.stream().filter(pair -> !pair.problem().isEmpty()).count());
	}
}
