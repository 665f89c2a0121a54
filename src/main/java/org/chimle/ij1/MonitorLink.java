package org.chimle.ij1;

import ij.IJ;
import ij.macro.Interpreter;

import java.awt.GraphicsEnvironment;

import org.chimle.command.ChimleCommand;
import org.chimle.engine.job.Ending;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.ui.monitor.TrainingMonitor;

/** Gives a training its monitor, where there is a screen and no batch mode. */
final class MonitorLink {

	/** The output of commands that train, which is there when a model was written. */
	private static final String SAVED_MODEL = "saved_model";

	private final ChimleCommand command;
	private final boolean interactive;
	/** Null without a window. */
	private final TrainingMonitor monitor;

	/**
	 * @param title names the command
	 * @param command the command, before it runs
	 * @param interactive whether a user started it, who may look at the window after the end; a macro may train many
	 *          models
	 */
	MonitorLink(final String title, final ChimleCommand command, final boolean interactive) {
		this.command = command;
		this.interactive = interactive;
		final boolean window = command.getInfo().getOutput(SAVED_MODEL) != null && !GraphicsEnvironment.isHeadless() && !Interpreter
			.isBatchMode();
		monitor = window ? new TrainingMonitor(title.replace("...", ""), IJ.getInstance() == null ? null : IJ.getInstance()
			.getIconImage(), command.control()) : null;
		if (window) command.watch(monitor);
	}

	/** @return whether there is a window, so that the job needs no other */
	boolean isOpen() {
		return monitor != null && monitor.isOpen();
	}

	/** Says how the training ended. */
	void close() {
		if (monitor == null) return;
		if (interactive) monitor.ended(ending());
		else monitor.close();
	}

	private String ending() {
		final Ending asked = command.control().ending();
		final RuntimeException failure = command.failure().orElse(null);
		if (failure instanceof JobCancelledException) {
			return asked == Ending.ABANDONED
				? "Training was cancelled without a model; its checkpoint, if it had begun, is kept and can be resumed."
				: "Training was stopped; the model as it stands and a checkpoint are written, if it had begun.";
		}
		if (failure != null) return failure.getMessage();
		final Object model = command.getOutput(SAVED_MODEL);
		if (model == null) return "Training failed; the Log window has the details.";
		if (asked == null) return "Training has ended; the model is saved: " + model;
		return asked == Ending.FINISHED ? "Training was finished early; the model is saved: " + model
			: "Training was stopped; model and checkpoint are saved: " + model;
	}
}
