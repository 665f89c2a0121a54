package org.chimle.command;

import java.io.File;

import org.chimle.engine.config.Task;
import org.chimle.workflow.SharpImages;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Trains a model on two folders of images whose files pair up by name. The field names are the macro keys and stay as
 * they are.
 */
@Plugin(type = Command.class, label = "Train CHIMLE Model...", visible = false, initializer = "prepareInputs")
public class TrainCommand extends TrainingCommand {

	@Parameter(label = "Input folder", description = "The folder of images as they will come: small, noisy or grey.",
		style = "directory", persist = false)
	private File input_folder;

	@Parameter(label = "Target folder", description = "The folder of images as they should be, with the same file names.",
		style = "directory", persist = false)
	private File target_folder;

	@Parameter(label = "Task", description = "Super-resolution: targets are 2, 4, 8, ... times larger. Generic: equal " +
		"size. Colourization: grey to RGB.", choices = { "super-resolution", "generic", "colourization" }, persist = false)
	private String task = Task.SUPER_RESOLUTION.label();

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
}
