package org.chimle.command;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;

import java.io.File;

import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.Figure;
import org.chimle.workflow.CalibrationPlot;
import org.chimle.workflow.FigurePage;
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

	@Parameter(label = "Feature network", description = "What describes images where distributions are compared: " +
		"bundled, or InceptionV3 once Install CHIMLE Weights has installed it.",
		choices = { "bundled", "inception-2048", "inception-768" }, persist = false)
	private String feature_network = "bundled";

	@Parameter(label = "Sigma (perceptual distance)", description = "Samples farther than this from the reference count " +
		"little in the faithfulness-weighted variance.", min = "0.000001", max = "1000", stepSize = "0.05",
		style = "format:0.######", persist = false)
	private double sigma = 0.2;

	@Parameter(label = "Seed", description = "Fixes the random subsets of KID and the clusters of PRD.", persist = false)
	private long seed = 42;

	@Parameter(label = "Plots", description = "Also plot the error of the samples' mean against the error that their " +
		"spread predicts.", persist = false)
	private boolean plots;

	@Parameter(label = "Device", description = "What computes; auto takes a GPU where there is one.", choices = { "auto",
		"cpu", "gpu 0", "gpu 1", "gpu 2", "gpu 3", "gpu 4", "gpu 5", "gpu 6", "gpu 7" }, persist = false)
	private String device = "auto";

	@Parameter(type = ItemIO.OUTPUT, label = "Precision and recall")
	private ImagePlus curve;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE calibration curve")
	private Plot calibration_plot;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE folder samples")
	private ResultsTable samples_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE folder summary")
	private ResultsTable summary_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE folder means")
	private ResultsTable folder_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE distributions")
	private ResultsTable distribution_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE calibration")
	private ResultsTable calibration_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE skipped files")
	private ResultsTable skipped_table;

	@Override
	protected void job(final JobMonitor monitor) {
		final String inputs = input_folder == null ? "" : input_folder.getPath();
		final FolderMeasurementJob measurement = new FolderMeasurementJob(path("samples_folder"), path("reference_folder"),
			inputs, feature_network, sigma, seed, device);
		final FolderMeasurementJob.Result result = compute().run(measurement, monitor);
		curve = result.curve();
		samples_table = result.samples();
		summary_table = result.summary();
		folder_table = result.folder();
		distribution_table = result.distribution();
		calibration_table = result.calibration();
		skipped_table = result.skipped();
		if (plots) calibration_plot = CalibrationPlot.plot(result).orElse(null);
	}

	@Override
	public String chapter() {
		return "measure";
	}

	@Override
	public String help() {
		return FigurePage.html(Figure.Table.SAMPLES, Figure.Table.SUMMARY, Figure.Table.DISTRIBUTION,
			Figure.Table.CALIBRATION);
	}
}
