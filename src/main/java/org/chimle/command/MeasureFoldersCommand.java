package org.chimle.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.io.File;

import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.FolderMeasurementJob;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Measures a folder of samples against a folder of references. The field names are the macro keys and stay as they are.
 */
@Plugin(type = Command.class, label = "Measure CHIMLE Folders...", visible = false, initializer = "prepareInputs")
public class MeasureFoldersCommand extends ChimleCommand {

	@Parameter(label = "Samples folder", description = "The folder of sample stacks or single samples; names begin with " +
		"those of the references.", style = "directory", persist = false)
	private File samples_folder;

	@Parameter(label = "Reference folder", description = "The folder of true images.", style = "directory",
		persist = false)
	private File reference_folder;

	@Parameter(label = "Input folder (optional)", description = "The folder of images the samples were made from, for " +
		"consistency, with the names of the references.", style = "directory", required = false, persist = false)
	private File input_folder;

	@Parameter(label = "Feature network", description = "What describes images where distributions are compared.",
		choices = { "bundled" }, persist = false)
	private String feature_network = "bundled";

	@Parameter(label = "Sigma (perceptual distance)", description = "Samples farther than this from the reference count " +
		"little in the faithfulness-weighted variance.", min = "0.000001", max = "1000", stepSize = "0.05",
		style = "format:0.######", persist = false)
	private double sigma = 0.2;

	@Parameter(label = "Seed", description = "Fixes the random subsets of KID and the clusters of PRD.", persist = false)
	private long seed = 42;

	@Parameter(label = "Device", description = "What computes; auto takes a GPU where there is one.", choices = { "auto",
		"cpu", "gpu 0", "gpu 1", "gpu 2", "gpu 3", "gpu 4", "gpu 5", "gpu 6", "gpu 7" }, persist = false)
	private String device = "auto";

	@Parameter(type = ItemIO.OUTPUT, label = "Precision and recall")
	private ImagePlus curve;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE folder samples")
	private ResultsTable samples_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE folder summary")
	private ResultsTable summary_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE folder means")
	private ResultsTable folder_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE distributions")
	private ResultsTable distribution_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE skipped files")
	private ResultsTable skipped_table;

	@Override
	protected void job(final JobMonitor monitor) {
		final String inputs = input_folder == null ? "" : input_folder.getPath();
		final FolderMeasurementJob.Result result = new FolderMeasurementJob(path("samples_folder"), path("reference_folder"),
			inputs, feature_network, sigma, seed, device).run(monitor);
		curve = result.curve();
		samples_table = result.samples();
		summary_table = result.summary();
		folder_table = result.folder();
		distribution_table = result.distribution();
		skipped_table = result.skipped();
	}
}
