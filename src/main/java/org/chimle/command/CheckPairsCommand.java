package org.chimle.command;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;

import java.io.File;

import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.PairCheckJob;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Looks at two folders of pairs before anything is trained. The field names are the macro keys and stay as they are.
 */
@Plugin(type = Command.class, label = "Check CHIMLE Pairs...", visible = false, initializer = "prepareInputs")
public class CheckPairsCommand extends ChimleCommand {

	private static final String YES = "yes";
	private static final String NO = "no";

	@Parameter(label = "Input folder", description = "The folder of images as they will come: small, noisy or grey.",
		style = "directory", persist = false)
	private File input_folder;

	@Parameter(label = "Target folder", description = "The folder of images as they should be, with the same file names.",
		style = "directory", persist = false)
	private File target_folder;

	@Parameter(label = "Largest shift (target pixels)", description = "Pairs whose target lies farther from where the " +
		"input shows it are problems.", min = "0", max = "1000", stepSize = "0.5", style = "format:0.###", persist = false)
	private double largest_shift = PairCheckJob.USUAL_SHIFT;

	// No boxes: ImageJ records nothing for one that is not ticked, so boxes that are ticked at first would not replay.
	@Parameter(label = "Thumbnails", description = "Show small pictures of all suspicious pairs: input, target, and both on " +
		"each other.", choices = { YES, NO }, persist = false)
	private String thumbnails = YES;

	@Parameter(label = "Histograms", description = "Plot how often intensities occur in both folders.", choices = { YES,
		NO }, persist = false)
	private String histograms = YES;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE pair intensities")
	private Plot input_histogram;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE pair intensities of targets")
	private Plot target_histogram;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE suspicious pairs")
	private ImagePlus suspicious;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE pair check")
	private String summary;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE pairs")
	private ResultsTable pairs;

	@Override
	protected void job(final JobMonitor monitor) {
		final PairCheckJob.Result result = new PairCheckJob(path("input_folder"), path("target_folder"), largest_shift).run(
			monitor);
		pairs = result.table();
		summary = result.summary();
		if (thumbnails.equals(YES)) suspicious = result.thumbnails();
		if (histograms.equals(NO)) return;
		input_histogram = result.inputs();
		target_histogram = result.targets();
	}

	@Override
	public String chapter() {
		return "pairs";
	}
}
