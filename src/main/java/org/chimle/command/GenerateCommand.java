package org.chimle.command;

import ij.ImagePlus;

import java.io.File;

import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.GenerationJob;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Draws plausible images for an open image. The field names are the macro keys and stay as they are. */
@Plugin(type = Command.class, label = "Generate CHIMLE Samples...", visible = false, initializer = "prepareInputs")
public class GenerateCommand extends ChimleCommand {

	private static final String FLOAT = "32-bit";
	private static final String AS_INPUT = "same as input";

	@Parameter(label = "Image", description = "The image to be restored, as a whole: every plane of a " +
		"stack, and a selection in it is ignored.", persist = false)
	private ImagePlus image;

	@Parameter(label = "Model file", description = "The model that Train CHIMLE Model wrote (.chimle).", style = "open",
		persist = false, autoFill = false)
	private File model_file;

	@Parameter(label = "Samples", description = "How many plausible images are drawn.", min = "1", max = "100000",
		persist = false)
	private int samples = 8;

	@Parameter(label = "Seed", description = "Fixes the samples: sample i of a seed is always the same.", persist = false)
	private long seed = 42;

	@Parameter(label = "Bit depth", description = "32-bit keeps fractions; same as input rounds and clips.", choices = {
		FLOAT, AS_INPUT }, persist = false)
	private String bit_depth = FLOAT;

	@Parameter(label = "Mean", description = "Also make the mean over the samples.", persist = false)
	private boolean mean;

	@Parameter(label = "Standard deviation", description = "Also make the standard deviation over the samples.",
		persist = false)
	private boolean standard_deviation;

	@Parameter(label = "Device", description = "What computes; auto takes a GPU where there is one.", choices = { "auto",
		"cpu", "gpu 0", "gpu 1", "gpu 2", "gpu 3", "gpu 4", "gpu 5", "gpu 6", "gpu 7" }, persist = false)
	private String device = "auto";

	@Parameter(type = ItemIO.OUTPUT, label = "Mean")
	private ImagePlus mean_image;

	@Parameter(type = ItemIO.OUTPUT, label = "Standard deviation")
	private ImagePlus standard_deviation_image;

	@Parameter(type = ItemIO.OUTPUT, label = "Samples")
	private ImagePlus samples_image;

	@Override
	protected void job(final JobMonitor monitor) {
		final GenerationJob generation = new GenerationJob(path("model_file"), samples, seed, bit_depth.equals(AS_INPUT),
			mean, standard_deviation, device);
		final GenerationJob.Result result = generation.run(open(image), compute(), monitor);
		samples_image = result.samples();
		mean_image = result.mean();
		standard_deviation_image = result.standardDeviation();
	}

	@Override
	public String chapter() {
		return "generate";
	}
}
