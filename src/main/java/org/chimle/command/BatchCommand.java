package org.chimle.command;

import ij.measure.ResultsTable;

import java.io.File;

import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.BatchJob;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Draws plausible images for a folder of images. The field names are the macro keys and stay as they are. */
@Plugin(type = Command.class, label = "Batch CHIMLE Samples...", visible = false, initializer = "prepareInputs")
public class BatchCommand extends SamplingCommand {

	@Parameter(label = "Input folder", description = "The folder of images to be restored; subfolders are not looked at.",
		style = "directory", persist = false)
	private File input_folder;

	@Parameter(label = "File filter", description = "Which file names count: * stands for any characters, ? for one, " +
		"{a,b} for one of several texts, e.g. *.tif.", persist = false)
	private String file_filter = "*";

	@Parameter(label = "Output folder", description = "The folder for the results, which is made if it does not exist: " +
		"name-samples.tif and so on, chimle-batch.csv with a row per image, and chimle-batch-errors.csv.",
		style = "directory", persist = false)
	private File output_folder;

	@Parameter(label = "Skip existing (go on with an interrupted batch)", description = "Images whose results are all in the " +
		"output folder are left as they are, whatever model and seed made them; else results are replaced.", persist = false)
	private boolean skip_existing;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE batch")
	private ResultsTable images_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE batch errors")
	private ResultsTable errors_table;

	@Parameter(type = ItemIO.OUTPUT, label = "Results of the batch")
	private File results_folder;

	@Override
	protected void job(final JobMonitor monitor) {
		final BatchJob batch = new BatchJob(path("input_folder"), file_filter, path("output_folder"), skip_existing,
			generation());
		final BatchJob.Result result = batch.run(compute(), monitor);
		images_table = result.images();
		errors_table = result.problems();
		results_folder = new File(path("output_folder"));
		resolveOutput("results_folder"); // a file is nothing that a host can display
	}

	@Override
	public String chapter() {
		return "generate";
	}
}
