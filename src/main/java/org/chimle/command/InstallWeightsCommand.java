package org.chimle.command;

import ij.measure.ResultsTable;

import java.io.File;

import org.chimle.engine.feature.PublishedNetwork;
import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.WeightsJob;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Lists the published networks and installs their weights. The field names are the macro keys and stay as they are.
 */
@Plugin(type = Command.class, label = "Install CHIMLE Weights...", visible = false, initializer = "prepareInputs")
public class InstallWeightsCommand extends ChimleCommand {

	private static final String NONE = "none";
	private static final String DOWNLOAD = "download";
	private static final String FILE = "file";

	@Parameter(label = "Network (none: list only)", description = "The network whose weights are installed: LPIPS is a " +
		"perceptual distance for training and measuring, inception describes images for distances between sets of them. " +
		"Downloads: lpips-squeeze 5 MiB, lpips-alex 234 MiB, lpips-vgg 528 MiB, inception 92 MiB.", choices = { NONE,
			"lpips-vgg", "lpips-alex", "lpips-squeeze", "inception" }, persist = false)
	private String network = NONE;

	@Parameter(label = "Source", description = "Download: from the official addresses (download.pytorch.org, " +
		"github.com), checked by their SHA-256. File: from the file named below.", choices = { DOWNLOAD, FILE }, persist = false)
	private String source = DOWNLOAD;

	@Parameter(label = "File (for source file)", description = "A .pth, .safetensors or .npz file with the weights.",
		required = false, style = "open", persist = false, autoFill = false)
	private File file;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE weights")
	private ResultsTable weights_table;

	@Override
	protected void job(final JobMonitor monitor) {
		final boolean fromFile = source.equals(FILE);
		final boolean lists = network.equals(NONE);
		final PublishedNetwork chosen = lists ? null : PublishedNetwork.of(network);
		weights_table = new WeightsJob(chosen, !fromFile, fromFile && !lists ? path("file") : null).run(monitor);
	}

	@Override
	public String chapter() {
		return "install";
	}
}
