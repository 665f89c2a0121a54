package org.chimle.command;

import java.util.Locale;

import org.chimle.engine.job.JobEvent;

/** Progress in the few words that fit a status bar. */
final class ProgressText {

	private ProgressText() {}

	/** @return phase, percentage and time left, e.g. {@code "training: 45 %, 2 min 5 s left"} */
	static String of(final JobEvent.Progress progress) {
		final long percent = 100 * progress.done() / Math.max(1, progress.total());
		return progress.phase() + ": " + percent + " %" + left(progress.secondsLeft());
	}

	/** @return e.g. {@code ", loss 0.0123"} */
	static String loss(final JobEvent.Loss loss) {
		return String.format(Locale.ROOT, ", %s %.4g", loss.validation() ? "validation loss" : "loss", loss.total());
	}

	private static String left(final double seconds) {
		if (!(seconds >= 0)) return "";
		final long whole = Math.round(seconds);
		if (whole < 60) return ", " + whole + " s left";
		if (whole < 3600) return ", " + whole / 60 + " min " + whole % 60 + " s left";
		return ", " + whole / 3600 + " h " + whole % 3600 / 60 + " min left";
	}
}
