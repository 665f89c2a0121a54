package org.chimle.command;

import ij.ImagePlus;
import ij.macro.Interpreter;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.util.List;

import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.ConsistencyChoice;
import org.chimle.workflow.ExploreJob;
import org.chimle.workflow.ExploredPart;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Explores the samples of an image level by level in a window, or, given a path or asked by a macro, draws one of them.
 * The field names are the macro keys and stay as they are.
 */
@Plugin(type = Command.class, label = "Explore CHIMLE Samples...", visible = false, initializer = "prepareInputs")
public class ExploreCommand extends ChimleCommand {

	static final String TITLE = "Explore CHIMLE Samples...";

	static final String CHAPTER = "explore";

	/** What the window asks for, or the image says; only macros and scripts give them. */
	private static final List<String> LEFT_TO_WINDOW = List.of("path", "all_levels", "region", "slice", "frame");

	@Parameter(label = "Image", description = "The image to be explored: the current slice and frame, within " +
		"the selection if there is one.", persist = false)
	private ImagePlus image;

	@Parameter(label = "Model file", description = "The model that Train CHIMLE Model wrote (.chimle).", style = "open",
		persist = false, autoFill = false)
	private File model_file;

	@Parameter(label = "Path", required = false, description = "The sample to be drawn without a window, as the window " +
		"names it, e.g. 1:g1017.l1017 2:g2004.l2009 (seeds of tone and texture of every level).", persist = false)
	private String path = "";

	@Parameter(label = "All levels", description = "With a path or a reference: draw what every level gives, one plane each, " +
		"instead of the sample.", persist = false)
	private boolean all_levels;

	@Parameter(label = "Reference", description = "An image that the sample is to resemble, title or file; the program tries " +
		"candidates at every level and keeps the nearest. A selection in it says where to compare.",
		style = OpenImages.STYLE, persist = false)
	private String reference = OpenImages.NONE;

	@Parameter(label = "Candidates (per level, with a reference)", description = "How many candidates are compared with the " +
		"reference at every level.", min = "1", max = "999", persist = false)
	private int candidates = 20;

	@Parameter(label = "Region", required = false, description = "The rectangle to be explored in pixels, x y width " +
		"height; empty for the selection, or all of the image.", persist = false)
	private String region = "";

	@Parameter(label = "Slice", description = "The slice (Z) to be explored; 0 for the current one.", min = "0",
		persist = false)
	private int slice;

	@Parameter(label = "Frame", description = "The frame (T) to be explored; 0 for the current one.", min = "0",
		persist = false)
	private int frame;

	@Parameter(label = ConsistencyTexts.LABEL, description = ConsistencyTexts.DESCRIPTION, choices = { "auto", "yes", "no" },
		persist = false)
	private String consistency = "auto";

	@Parameter(label = "Device", description = "What computes; auto takes a GPU where there is one.", choices = { "auto",
		"cpu", "gpu 0", "gpu 1", "gpu 2", "gpu 3", "gpu 4", "gpu 5", "gpu 6", "gpu 7" }, persist = false)
	private String device = "auto";

	@Parameter(type = ItemIO.OUTPUT, label = "Explored sample")
	private ImagePlus explored_image;

	private boolean asked;

	@Override
	protected void prepareInputs() {
		asked = !isInputResolved("model_file");
		if (!isInputResolved("reference")) {
			// Only a dialog needs the list; a macro or script may also name a file.
			getInfo().getMutableInput("reference", String.class).setChoices(OpenImages.titles());
		}
		LEFT_TO_WINDOW.forEach(this::resolveInput);
		super.prepareInputs();
	}

	@Override
	public String chapter() {
		return CHAPTER;
	}

	@Override
	protected void job(final JobMonitor monitor) {
		final ExploreJob job = new ExploreJob(path("model_file"), new ExploredPart(region, slice, frame),
			ConsistencyChoice.of(consistency), device);
		final ExploreJob.Choice choice = new ExploreJob.Choice(path, OpenImages.find("reference", reference), candidates,
			all_levels);
		if (opensWindow(choice)) ExplorerSession.open(job, choice, open(image), compute(), monitor);
		else explored_image = job.draw(choice, open(image), compute(), monitor);
	}

	@Override
	public String estimate() {
		return image == null ? "" : "Image: " + image.getTitle();
	}

	/** A macro that says what it wants gets it; a user, or a macro that leaves the choice to one, gets the window. */
	private boolean opensWindow(final ExploreJob.Choice choice) {
		if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode() || !choice.path().isBlank()) return false;
		return asked || choice.reference() == null;
	}
}
