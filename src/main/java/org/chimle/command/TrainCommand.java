package org.chimle.command;

import java.io.File;
import java.util.List;

import org.chimle.engine.config.Task;
import org.chimle.workflow.Continuation;
import org.chimle.workflow.InterruptedRun;
import org.chimle.workflow.SharpImages;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Trains a model on two folders of images whose files pair up by name. The field names are the macro keys and stay as
 * they are.
 */
@Plugin(type = Command.class, label = "Train CHIMLE Model...", visible = false, initializer = "prepareInputs")
public class TrainCommand extends TrainingCommand {

	private static final String LARGER = "Targets 2, 4, 8, ... times larger.";
	private static final String EQUAL = "Equal size: denoising, deblurring, other stains.";
	private static final String COLOURS = "Grey to RGB.";

	@Parameter(label = "Input folder", description = "The folder of images as they will come: small, noisy or grey.",
		style = "directory", persist = false)
	private File input_folder;

	@Parameter(label = "Target folder", description = "The folder of images as they should be, with the same file names.",
		style = "directory", persist = false)
	private File target_folder;

	@Parameter(label = "Task", description = "What the pairs show. super-resolution: " + LARGER + " generic: " + EQUAL +
		" colourization: " + COLOURS, choices = { "super-resolution", "generic", "colourization" }, persist = false, attrs = {
			@Attr(name = "super-resolution", value = LARGER), @Attr(name = "generic", value = EQUAL), @Attr(
				name = "colourization", value = COLOURS) })
	private String task = Task.SUPER_RESOLUTION.label();

	@Parameter(label = "Samples per level (empty: the preset's)", required = false, persist = false, attrs = @Attr(name = Inputs.LAST),
		description = "Candidates of the code search at each level, coarsest first, e.g. 200,200,20.")
	private String samples_per_level = "";

	@Parameter(label = "Start from (optional)", description = "A model (.chimle) whose weights are trained further, " +
		"e.g. on more pairs or with a lower learning rate.", style = "open", required = false, persist = false, attrs = {
			@Attr(name = Inputs.LAST), @Attr(name = InputMemory.FORGOTTEN) })
	private File start_from;

	@Parameter(label = "Checkpoint minutes", description = "Time between two checkpoints, from which a run can be " +
		"resumed.", min = "0", max = "10000", persist = false, attrs = @Attr(name = Inputs.LAST))
	private double checkpoint_minutes = Continuation.USUAL_MINUTES;

	@Override
	String inputFolder() {
		return path("input_folder");
	}

	@Override
	Task task() {
		return TrainingTexts.task(task);
	}

	@Override
	SharpImages sharp() {
		return SharpImages.NONE;
	}

	@Override
	List<Integer> samplesPerLevel() {
		return TrainingTexts.samplesPerLevel(samples_per_level);
	}

	@Override
	Continuation continuation(final InterruptedRun interrupted) {
		return new Continuation(start_from == null ? "" : start_from.getPath(), interrupted, checkpoint_minutes);
	}
}
