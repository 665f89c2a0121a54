package org.chimle.command;

import ij.IJ;
import ij.gui.YesNoCancelDialog;

import org.chimle.engine.benchmark.Forecast;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.Compute;
import org.chimle.workflow.ForecastJob;
import org.chimle.workflow.TrainingJob;

/** What a training or a download will take, and whether the user who filled in the dialog still wants it. */
final class StartQuestion {

	private static final double SOON_SECONDS = 180;

	private StartQuestion() {}

	/**
	 * Says what the training will take; asks if that is long.
	 *
	 * @param training the training
	 * @param compute where it is going to run
	 * @param command the command; it is asked again if the user wants to change something
	 * @param monitor told of the estimate, asked whether to stop
	 * @throws JobCancelledException if the user does not want to start it like this
	 */
	static void ask(final TrainingJob training, final Compute compute, final ChimleCommand command,
		final JobMonitor monitor)
	{
		final Forecast forecast = ForecastJob.announce(training, compute, monitor);
		if (forecast == null || !command.wasAsked() || forecast.seconds() < SOON_SECONDS) return;
		ask("Training will take " + forecast.words().replace(", ", ",\n") +
			".\n \nIt can be stopped at any time; the model is kept as it stands then,\nand the run can be resumed. " +
			"Fewer epochs or a smaller preset take less.", "Start", command);
	}

	/**
	 * Asks whether to start.
	 *
	 * @param text what it will take
	 * @param start the button that starts
	 * @param command the command; it is asked again if the user wants to change something
	 * @throws JobCancelledException if the user does not want to start it like this
	 */
	static void ask(final String text, final String start, final ChimleCommand command) {
		final YesNoCancelDialog dialog = new YesNoCancelDialog(IJ.getInstance(), command.getInfo().getTitle().replace("...",
			""), text, start, "Change...");
		if (dialog.yesPressed()) return;
		if (!dialog.cancelPressed()) command.askAgain();
		throw new JobCancelledException();
	}
}
