package org.chimle.engine.job;

import java.util.Locale;

/** Progress in the few words that fit a line; every host shows the same ones. */
public final class ProgressText {

	private ProgressText() {}

	/**
	 * The share of the whole job that is done. Its phases differ in length, so it is a matter of time.
	 *
	 * @param progress the state
	 * @param seconds since the job began
	 * @return 0..1, or NaN while the time left is unknown
	 */
	public static double share(final JobEvent.Progress progress, final double seconds) {
		final double left = progress.secondsLeft();
		return left >= 0 ? seconds / Math.max(1e-9, seconds + left) : Double.NaN;
	}

	/**
	 * @param progress the state
	 * @return phase, count and time left, e.g. {@code "training 45/96, 2 min 5 s left"} or
	 *         {@code "searching codes, level 2 of 3: 45/96"}
	 */
	public static String of(final JobEvent.Progress progress) {
		final String count = progress.words() + (progress.detail().isEmpty() ? " " : ": ") + progress.done() + "/" + progress.total();
		return progress.secondsLeft() >= 0 ? count + ", " + time(progress.secondsLeft()) + " left" : count;
	}

	/**
	 * @param loss the loss
	 * @return e.g. {@code "loss 0.0123"} or {@code "validation loss 0.0123"}
	 */
	public static String of(final JobEvent.Loss loss) {
		return String.format(Locale.ROOT, "%s %.4g", loss.validation() ? "validation loss" : "loss", loss.total());
	}

	/**
	 * @param seconds a duration, 0 or more
	 * @return e.g. {@code "45 s"}, {@code "2 min 5 s"} or {@code "3 h 20 min"}
	 */
	public static String time(final double seconds) {
		final long whole = (long) Math.ceil(seconds);
		if (whole < 60) return whole + " s";
		if (whole < 3600) return whole / 60 + " min " + whole % 60 + " s";
		return whole / 3600 + " h " + whole % 3600 / 60 + " min";
	}
}
