package org.chimle.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Plot;
import ij.measure.ResultsTable;

import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.Figure;
import org.chimle.workflow.FigurePage;
import org.chimle.workflow.MeasurementJob;
import org.chimle.workflow.MeasurementPlots;
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

	@Parameter(label = "Distance", description = "The perceptual distance of the tables: bundled, or a published " +
		"network whose weights Install CHIMLE Weights has installed.", choices = { "bundled", "lpips-vgg", "lpips-alex", "lpips-squeeze",
			"mean-squared-error" }, persist = false)
	private String distance = DistanceKind.LEARNED.label();

	@Parameter(label = "Plots", description = "Also plot the faithfulness-weighted variance against sigma and the Fourier " +
		"ring correlation between samples.", persist = false)
	private boolean plots;

	@Parameter(label = "Standard deviation", description = "Also make the image of the standard deviation over samples.",
		persist = false)
	private boolean standard_deviation;

	@Parameter(label = "Error map", description = "Also make SQUIRREL's error map of every sample: where it does not " +
		"explain the input.", persist = false)
	private boolean error_map;

	@Parameter(label = "Device", description = "What computes; auto takes a GPU where there is one.", choices = { "auto",
		"cpu", "gpu 0", "gpu 1", "gpu 2", "gpu 3", "gpu 4", "gpu 5", "gpu 6", "gpu 7" }, persist = false)
	private String device = "auto";

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE FwV")
	private Plot weighted_variance_plot;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE FRC")
	private Plot ring_correlation_plot;

	@Parameter(type = ItemIO.OUTPUT, label = "Standard deviation")
	private ImagePlus standard_deviation_image;

	@Parameter(type = ItemIO.OUTPUT, label = "Error map")
	private ImagePlus error_map_image;

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
		if (!wasAsked() || isInputResolved("input")) return;
		input = OpenImages.sourceOf(samples == null ? WindowManager.getCurrentImage() : samples);
	}

	@Override
	protected void job(final JobMonitor monitor) {
		final MeasurementJob measurement = new MeasurementJob(sigma, DistanceKind.of(distance), device,
			standard_deviation, error_map);
		final MeasurementJob.Result result = measurement.run(open(samples), OpenImages.find("reference", reference),
			OpenImages.find("input", input), compute(), monitor);
		samples_table = result.samples();
		summary_table = result.summary();
		standard_deviation_image = result.standardDeviation();
		error_map_image = result.errorMap();
		if (!plots) return;
		weighted_variance_plot = MeasurementPlots.weightedVariance(result).orElse(null);
		ring_correlation_plot = MeasurementPlots.ringCorrelation(result).orElse(null);
	}

	@Override
	public String estimate() {
		return samples == null ? "" : MeasurementJob.words(samples, OpenImages.find("reference", reference));
	}

	@Override
	public String help() {
		return FigurePage.html(Figure.Table.SAMPLES, Figure.Table.SUMMARY);
	}

	@Override
	public String chapter() {
		return "measure";
	}
}
