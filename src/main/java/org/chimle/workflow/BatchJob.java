package org.chimle.workflow;

import ij.measure.ResultsTable;

import java.nio.file.Path;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.ImageFolder;
import org.chimle.image.ResultFiles;

/**
 * Generates samples for every image of a folder. What cannot be used is left out and named; the rest is processed. Every
 * result appears in the output folder only once it is complete, so that a job that was interrupted goes on when it is
 * started again with existing results skipped.
 * <p>
 * Besides the images the output folder gets {@value #TABLE}, a row per image processed so far, and {@value #PROBLEMS}
 * where something was left out.
 *
 * @param inputFolder the images; subfolders are not looked at, and selections saved in files do not count
 * @param filter which file names count, e.g. {@code "*.tif"}, see {@link ImageFolder}
 * @param outputFolder is made if it does not exist; not the input folder
 * @param skipExisting whether images whose results are all there are left as they are; else these are replaced
 * @param generation what is made of every image
 */
public record BatchJob(String inputFolder, String filter, String outputFolder, boolean skipExisting,
	GenerationJob generation)
{

	/** File of the facts about every image. */
	public static final String TABLE = "chimle-batch.csv";

	/** File of what was left out. */
	public static final String PROBLEMS = "chimle-batch-errors.csv";

	/**
	 * What was done.
	 *
	 * @param images one row per image with results, also of earlier runs that were skipped now
	 * @param problems one row per image that was left out, with the reason; null if there is none
	 * @param processed number of images processed now
	 * @param skipped number of images that had their results already
	 */
	public record Result(ResultsTable images, ResultsTable problems, int processed, int skipped) {}

	/**
	 * Runs the job. When it is stopped, the results so far stay.
	 *
	 * @param compute where the samples are drawn
	 * @param monitor told of progress over the whole folder and of what is left out, asked whether to stop
	 * @return the tables, not yet shown
	 * @throws InvalidInputException if the model, a folder or the filter cannot be used, or no image could be processed
	 */
	public Result run(final Compute compute, final JobMonitor monitor) {
		final Path input = Paths.of(inputFolder, "input folder");
		final Path output = Paths.of(outputFolder, "output folder");
		final ImageFolder folder = ImageFolder.open(input, filter);
		if (folder.isSameAs(output)) {
			throw new InvalidInputException("The results would lie among the images in " + input +
				"; choose another output folder.");
		}
		ResultFiles.makeFolder(output);
		try (BatchRun run = new BatchRun(this, folder, output, compute, monitor)) {
			return run.process();
		}
	}
}
