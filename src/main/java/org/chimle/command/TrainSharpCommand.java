package org.chimle.command;

import java.io.File;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.data.Degradation;
import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.Continuation;
import org.chimle.workflow.SharpImages;
import org.chimle.workflow.TrainingJob;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Trains a model on one folder of sharp images, of which the inputs are made; what undoes them is the task. The field
 * names are the macro keys and stay as they are. SciJava shows the inputs of a superclass first, so the settings that
 * {@link TrainCommand} has too cannot be shared and stand here again.
 */
@Plugin(type = Command.class, label = "Train CHIMLE Model From Sharp Images...", visible = false,
	initializer = "prepareInputs")
public class TrainSharpCommand extends ChimleCommand {

	@Parameter(label = "Target folder (sharp images)", description = "The folder of images as they should be; the inputs " +
		"are made of them.", style = "directory", persist = false)
	private File target_folder;

	@Parameter(label = "Factor (sharp pixels per input pixel)", description = "Inputs are reduced by this: above 1, the " +
		"model enlarges images by it.", choices = { "1", "2", "4", "8", "16", "32", "64" }, persist = false)
	private String factor = "4";

	@Parameter(label = "Blur (SD of a Gaussian, sharp pixels)", description = "Blur of the inputs before they are " +
		"reduced; 0 for none.", min = "0", max = "30", stepSize = "0.5", style = "format:0.###", persist = false)
	private double blur = 1;

	@Parameter(label = "PSF file (optional, instead of the blur)", description = "An image of a point as the " +
		"microscope shows it, with the pixel size of the sharp images; set the blur to 0.", style = "open", required = false,
		persist = false, attrs = @Attr(name = InputMemory.FORGOTTEN))
	private File psf_file;

	@Parameter(label = "Greyscale", description = "Inputs are grey; with factor 1 the model colours images.",
		persist = false)
	private boolean greyscale;

	@Parameter(label = "Photons at full scale (0: none)", description = "Poisson noise: mean photons of the brightest " +
		"pixels; fewer are noisier.", min = "0", max = "1000000000", persist = false)
	private double photons = 0;

	@Parameter(label = "Gaussian noise (SD, % of full scale)", description = "Noise of the camera.", min = "0",
		max = "100", stepSize = "0.5", style = "format:0.###", persist = false)
	private double gaussian_noise = 1;

	@Parameter(label = "JPEG quality (1 to 100; 0: none)", description = "What JPEG compression of this quality loses.",
		min = "0", max = "100", persist = false)
	private int jpeg_quality = 0;

	@Parameter(label = "Preset", description = TrainCommand.PRESETS, choices = { "fast", "balanced", "paper" },
		persist = false, attrs = { @Attr(name = "fast", value = TrainCommand.FAST), @Attr(name = "balanced",
			value = TrainCommand.BALANCED), @Attr(name = "paper", value = TrainCommand.PAPER) })
	private String preset = "fast";

	@Parameter(label = "Epochs", description = "Passes over the training images.", min = "1", max = "10000000",
		persist = false)
	private int epochs = 50;

	@Parameter(label = "Patch size (target pixels; 0: whole images)", min = "0", max = "65536", persist = false,
		description = "Side of the square cut out of the sharp images, a multiple of 2 to the number of levels.")
	private int patch_size = 64;

	@Parameter(label = "Validation share (0 to 0.5)", description = "Share of the images held out to watch the loss.",
		min = "0", max = "0.5", stepSize = "0.05", style = "format:0.###", persist = false)
	private double validation_share = 0.1;

	@Parameter(label = "Learning rate", description = "Step size of the optimizer Adam; the paper uses 0.0001.",
		min = "0.000000001", max = "1", stepSize = "0.0001", style = "format:0.#########", persist = false)
	private double learning_rate = 0.001;

	@Parameter(label = "Seed", description = "Makes a run reproducible, the noise of the inputs too.", persist = false)
	private long seed = 42;

	@Parameter(label = "Device", description = "What computes; auto takes a GPU where there is one.", choices = { "auto",
		"cpu", "gpu 0", "gpu 1", "gpu 2", "gpu 3", "gpu 4", "gpu 5", "gpu 6", "gpu 7" }, persist = false)
	private String device = "auto";

	@Parameter(label = "Distance", description = TrainCommand.DISTANCES, choices = { "bundled", "lpips-vgg", "lpips-alex",
		"lpips-squeeze", "mean-squared-error" }, persist = false)
	private String distance = DistanceKind.LEARNED.label();

	@Parameter(label = "Skip bad pairs", persist = false, description = "Leave out images that do not fit instead of " +
		"stopping before training.")
	private boolean skip_bad_pairs;

	@Parameter(label = "Model file", description = "The file to write (.chimle).", style = "save", persist = false)
	private File model_file;

	@Parameter(label = "Interrupted run", description = TrainCommand.INTERRUPTED, choices = { "keep", "resume",
		"discard" }, persist = false, attrs = @Attr(name = InputMemory.FORGOTTEN))
	private String interrupted_run = "keep";

	@Parameter(type = ItemIO.OUTPUT, label = "Saved model")
	private File saved_model;

	@Override
	protected void job(final JobMonitor monitor) {
		final Degradation degradation = new Degradation(blur, null, Integer.parseInt(factor), greyscale, photons,
			gaussian_noise, jpeg_quality, List.of());
		final SharpImages sharp = SharpImages.of(degradation, psf_file == null ? "" : psf_file.getPath());
		final TrainingJob training = new TrainingJob("", path("target_folder"), path("model_file"), degradation.task(),
			TrainingTexts.preset(preset), List.of(), epochs, patch_size, validation_share, learning_rate, seed, device,
			skip_bad_pairs, DistanceKind.of(distance), SearchStrategy.CHIMLE, TrainingTexts.continuation(null, interrupted_run,
				Continuation.USUAL_MINUTES), sharp);
		StartQuestion.ask(training, compute(), this, monitor);
		compute().train(training, monitor);
		saved_model = model_file;
		resolveOutput("saved_model"); // a file is nothing that a host can display
	}

	@Override
	public String chapter() {
		return "train";
	}
}
