package org.chimle.command;

import ij.ImagePlus;

import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.GenerationJob;
import org.chimle.workflow.Output;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Draws plausible images for an open image. The field names are the macro keys and stay as they are. */
@Plugin(type = Command.class, label = "Generate CHIMLE Samples...", visible = false, initializer = "prepareInputs")
public class GenerateCommand extends SamplingCommand {

	@Parameter(label = "Image", description = "The image to be restored: every plane of a stack, all of it or the " +
		"rectangle that is selected. Of a selection of another form the bounding box is taken.", persist = false)
	private ImagePlus image;

	@Parameter(type = ItemIO.OUTPUT, label = "Montage")
	private ImagePlus montage_image;

	@Parameter(type = ItemIO.OUTPUT, label = "Agreement map")
	private ImagePlus agreement_map_image;

	@Parameter(type = ItemIO.OUTPUT, label = "Interquartile range")
	private ImagePlus interquartile_range_image;

	@Parameter(type = ItemIO.OUTPUT, label = "Mean")
	private ImagePlus mean_image;

	@Parameter(type = ItemIO.OUTPUT, label = "Standard deviation")
	private ImagePlus standard_deviation_image;

	@Parameter(type = ItemIO.OUTPUT, label = "Samples")
	private ImagePlus samples_image;

	@Override
	protected void job(final JobMonitor monitor) {
		final GenerationJob.Result result = generation().run(open(image), compute(), monitor);
		samples_image = result.samples();
		mean_image = result.mean();
		standard_deviation_image = result.standardDeviation();
		interquartile_range_image = result.images().get(Output.INTERQUARTILE_RANGE);
		agreement_map_image = result.images().get(Output.AGREEMENT);
		montage_image = result.images().get(Output.MONTAGE);
	}

	@Override
	public String estimate() {
		return hasModel() && image != null ? image.getTitle() + ": " + generation().estimate(image) : "";
	}

	@Override
	public String chapter() {
		return "generate";
	}
}
