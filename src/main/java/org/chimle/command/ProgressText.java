package org.chimle.command;

import java.util.Locale;

import org.chimle.engine.job.JobEvent;

/** Progress in the few words that fit a status bar. */
final class ProgressText {

	private ProgressText() {}

	/**
	 * The share of the whole job that is done. Its phases differ in length, so it is a matter of time; while the time left
	 * is unknown, it is the share of the phase.
	 *
	 * @param seconds since the job began
	 * @return 0..1
	 */
	static double share(final JobEvent.Progress progress, final double seconds) {
		final double left = progress.secondsLeft();
		if (left >= 0) return seconds / Math.max(1e-9, seconds + left);
		return progress.done() / (double) Math.max(1, progress.total());
	}

	/** @return phase, percentage and time left, e.g. {@code "training: 45 %, 2 min 5 s left"} */
	static String of(final JobEvent.Progress progress, final double share) {
		return progress.phase() + ": " + (int) (100 * share) + " %" + left(progress.secondsLeft());
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
