package org.chimle.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.io.File;

import org.chimle.engine.config.InversionConfig;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.Figure;
import org.chimle.workflow.CoverageJob;
import org.chimle.workflow.FigurePage;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Measures how near a model can come to what was observed. The field names are the macro keys and stay as they are.
 */
@Plugin(type = Command.class, label = "Measure CHIMLE Mode Coverage...", visible = false, initializer = "prepareInputs")
public class CoverageCommand extends ChimleCommand {

	@Parameter(label = "Image", description = "The image as the model is given it.", persist = false)
	private ImagePlus image;

	@Parameter(label = "Observed (true image)", description = "The true image that belongs to it: title or file.",
		style = OpenImages.STYLE, persist = false)
	private String observed = OpenImages.NONE;

	@Parameter(label = "Model file", description = "The model that Train CHIMLE Model wrote (.chimle).", style = "open",
		persist = false, autoFill = false)
	private File model_file;

	@Parameter(label = "Restarts", description = "Searches from different random codes.", min = "1", max = "1000",
		persist = false)
	private int restarts = 3;

	@Parameter(label = "Steps", description = "Steps of the optimiser in each search.", min = "1", max = "100000",
		persist = false)
	private int steps = 200;

	@Parameter(label = "Learning rate", description = "The optimiser's first step size.", min = "0.000001", max = "10",
		stepSize = "0.01", style = "format:0.######", persist = false)
	private double learning_rate = 0.1;

	@Parameter(label = "Seed", description = "Fixes the codes that the searches start from.", persist = false)
	private long seed = 42;

	@Parameter(label = "Device", description = "What computes; auto takes a GPU where there is one.", choices = { "auto",
		"cpu", "gpu 0", "gpu 1", "gpu 2", "gpu 3", "gpu 4", "gpu 5", "gpu 6", "gpu 7" }, persist = false)
	private String device = "auto";

	@Parameter(type = ItemIO.OUTPUT, label = "Nearest")
	private ImagePlus nearest_image;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE coverage restarts")
	private ResultsTable restarts_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE coverage")
	private ResultsTable coverage_table;

	@Override
	protected void prepareInputs() {
		// Only a dialog needs the list; a macro or script may also name a file.
		if (!isInputResolved("observed")) {
			getInfo().getMutableInput("observed", String.class).setChoices(OpenImages.titles());
		}
		super.prepareInputs();
	}

	@Override
	protected void job(final JobMonitor monitor) {
		final ImagePlus truth = OpenImages.find("observed", observed);
		if (truth == null) {
			throw new InvalidInputException("No observed image is given (observed); choose the true image that belongs to " +
				"the current one.");
		}
		final CoverageJob.Result result = new CoverageJob(path("model_file"), new InversionConfig(restarts, steps,
			learning_rate, seed), device).run(open(image), truth, compute(), monitor);
		nearest_image = result.nearest();
		restarts_table = result.restarts();
		coverage_table = result.summary();
	}

	@Override
	public String estimate() {
		if (image == null) return "";
		final boolean none = OpenImages.find("observed", observed) == null;
		return "Image: " + image.getTitle() + (none ? "; choose the true image that belongs to it" : "");
	}

	@Override
	public String chapter() {
		return "measure";
	}

	@Override
	public String help() {
		return FigurePage.html(Figure.Table.RESTARTS, Figure.Table.COVERAGE);
	}
}
