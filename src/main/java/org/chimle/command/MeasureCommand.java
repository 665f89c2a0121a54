package org.chimle.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.util.List;

import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.MeasurementJob;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Measures fidelity and diversity of a stack of samples, whatever made it. The field names are the macro keys and stay
 * as they are.
 */
@Plugin(type = Command.class, label = "Measure CHIMLE Samples...", visible = false, initializer = "prepareInputs")
public class MeasureCommand extends ChimleCommand {

	@Parameter(label = "Samples", description = "The stack of samples, on the time axis.", persist = false)
	private ImagePlus samples;

	@Parameter(label = "Reference", description = "The true image, for PSNR, SSIM and distances: title or file, or none.",
		style = OpenImages.STYLE, persist = false)
	private String reference = OpenImages.NONE;

	@Parameter(label = "Input", description = "The image the samples were made from, for consistency: title or file, or " +
		"none.", style = OpenImages.STYLE, persist = false)
	private String input = OpenImages.NONE;

	@Parameter(label = "Sigma (perceptual distance)", description = "Samples farther than this from the reference count " +
		"little in the faithfulness-weighted variance.", min = "0.000001", max = "1000", stepSize = "0.05",
		style = "format:0.######", persist = false)
	private double sigma = 0.2;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE samples")
	private ResultsTable samples_table;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE summary")
	private ResultsTable summary_table;

	@Override
	protected void prepareInputs() {
		for (final String name : List.of("reference", "input")) {
			// Only a dialog needs the list; a macro or script may also name a file.
			if (!isInputResolved(name)) getInfo().getMutableInput(name, String.class).setChoices(OpenImages.titles());
		}
		super.prepareInputs();
	}

	@Override
	protected void job(final JobMonitor monitor) {
		final MeasurementJob.Result result = new MeasurementJob(sigma).run(open(samples), OpenImages.find("reference",
			reference), OpenImages.find("input", input), compute(), monitor);
		samples_table = result.samples();
		summary_table = result.summary();
	}
}
