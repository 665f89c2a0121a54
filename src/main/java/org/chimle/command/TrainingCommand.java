package org.chimle.command;

import java.io.File;
import java.util.List;
import java.util.Locale;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.Continuation;
import org.chimle.workflow.InterruptedRun;
import org.chimle.workflow.SharpImages;
import org.chimle.workflow.TrainingJob;
import org.scijava.ItemIO;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/**
 * What the commands that train ask for; they add where the pairs come from. The field names are the macro keys and stay as
 * they are.
 */
abstract class TrainingCommand extends ChimleCommand {

	private static final String FAST = "Small model: minutes on any computer.";
	private static final String BALANCED = "Middle-sized model: an hour or a night on a processor.";
	private static final String PAPER = "Large model of the publication: needs a GPU.";

	@Parameter(label = "Preset", description = "Size of the model. fast: " + FAST + " balanced: " + BALANCED + " paper: " +
		PAPER, choices = { "fast", "balanced", "paper" }, persist = false, attrs = { @Attr(name = "fast", value = FAST), @Attr(
			name = "balanced", value = BALANCED), @Attr(name = "paper", value = PAPER) })
	private String preset = "fast";

	@Parameter(label = "Epochs", description = "Passes over the training images.", min = "1", max = "10000000",
		persist = false)
	private int epochs = 50;

	@Parameter(label = "Patch size (target pixels; 0: whole images)", min = "0", max = "65536", persist = false,
		description = "Side of the square cut out of the targets, a multiple of 2 to the number of levels.")
	private int patch_size = 64;

	@Parameter(label = "Validation share (0 to 0.5)", description = "Share of the images held out to watch the loss.",
		min = "0", max = "0.5", stepSize = "0.05", style = "format:0.###", persist = false)
	private double validation_share = 0.1;

	@Parameter(label = "Learning rate", description = "Step size of the optimizer Adam; the paper uses 0.0001.",
		min = "0.000000001", max = "1", stepSize = "0.0001", style = "format:0.#########", persist = false)
	private double learning_rate = 0.001;

	@Parameter(label = "Seed", description = "Makes a run reproducible.", persist = false)
	private long seed = 42;

	@Parameter(label = "Device", description = "What computes; auto takes a GPU where there is one.", choices = { "auto",
		"cpu", "gpu 0", "gpu 1", "gpu 2", "gpu 3", "gpu 4", "gpu 5", "gpu 6", "gpu 7" }, persist = false)
	private String device = "auto";

	@Parameter(label = "Distance", description = "How outputs are compared with targets: bundled, or a published network " +
		"whose weights Install CHIMLE Weights has installed.", choices = { "bundled", "lpips-vgg", "lpips-alex",
			"lpips-squeeze", "mean-squared-error" }, persist = false)
	private String distance = DistanceKind.LEARNED.label();

	@Parameter(label = "Skip bad pairs", persist = false,
		description = "Leave out images that do not fit instead of stopping before training.")
	private boolean skip_bad_pairs;

	@Parameter(label = "Full precision", persist = false, description = "Compute everything in float32. Otherwise processors " +
		"that are quick with bfloat16 compute the steps in it, and they and GPUs look through the candidates of the code " +
		"search in a shorter format first and compare only the few nearest in float32, in a fraction of the time.")
	private boolean full_precision;

	@Parameter(label = "Model file", description = "The file to write; .chimle is added to its name where it is missing.",
		style = "save", persist = false)
	private File model_file;

	@Parameter(label = "Interrupted run", description = "Whether a run to the same model file that was stopped is resumed " +
		"or discarded; keep refuses to replace it.", choices = { "keep", "resume", "discard" }, persist = false, attrs = @Attr(
			name = InputMemory.FORGOTTEN))
	private String interrupted_run = "keep";

	@Parameter(type = ItemIO.OUTPUT, label = "Saved model")
	private File saved_model;

	/** @return the folder of inputs; empty if they are made of the targets */
	abstract String inputFolder();

	/** @return what the model is to do */
	abstract Task task();

	/** @return how inputs are made of the targets */
	abstract SharpImages sharp();

	/** @return candidates of the code search per level, coarsest first; empty for the preset's */
	List<Integer> samplesPerLevel() {
		return List.of();
	}

	/** @return what the run builds on besides itself */
	Continuation continuation(final InterruptedRun interrupted) {
		return new Continuation("", interrupted, Continuation.USUAL_MINUTES);
	}

	@Override
	protected final void job(final JobMonitor monitor) {
		final TrainingJob training = new TrainingJob(inputFolder(), path("target_folder"), path("model_file"), task(),
			TrainingTexts.preset(preset), samplesPerLevel(), epochs, patch_size, validation_share, learning_rate, seed, device,
			skip_bad_pairs, DistanceKind.of(distance), SearchStrategy.CHIMLE).with(continuation(InterruptedRun.valueOf(
				interrupted_run.toUpperCase(Locale.ROOT)))).with(sharp()).withMixedPrecision(!full_precision);
		StartQuestion.ask(training, compute(), this, monitor);
		compute().train(training, monitor);
		model_file = new File(training.modelFile());
		saved_model = model_file;
		resolveOutput("saved_model"); // a file is nothing that a host can display
	}

	@Override
	public String chapter() {
		return "train";
	}
}
