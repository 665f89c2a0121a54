package org.chimle.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobListener;

/** Shows a job on a terminal: one line, rewritten in place, or a line every few seconds in a log. */
final class ConsoleProgress implements JobListener {

	private static final long TERMINAL_INTERVAL_NANOS = 100_000_000L;
	private static final long LOG_INTERVAL_NANOS = 5_000_000_000L;

	private final Terminal terminal;
	private final LongSupplier clockNanos;
	private final long startNanos;
	private long shownNanos;
	private boolean shown;
	private String loss = "";

	/**
	 * @param terminal where to print
	 * @param clockNanos tells the time
	 */
	ConsoleProgress(final Terminal terminal, final LongSupplier clockNanos) {
		this.terminal = terminal;
		this.clockNanos = clockNanos;
		startNanos = clockNanos.getAsLong();
	}

	@Override
	public void onEvent(final JobEvent event) {
		if (event instanceof JobEvent.Progress progress) show(progress);
		else if (event instanceof JobEvent.Loss values) {
			loss = String.format(Locale.ROOT, ", %s %.4g", values.validation() ? "validation loss" : "loss", values.total());
		}
		else if (event instanceof JobEvent.Message message) terminal.say(message.text());
	}

	private void show(final JobEvent.Progress progress) {
		final long now = clockNanos.getAsLong();
		final long interval = terminal.isInteractive() ? TERMINAL_INTERVAL_NANOS : LOG_INTERVAL_NANOS;
		if (shown && now - shownNanos < interval) return;
		shown = true;
		shownNanos = now;
		terminal.status(percent(progress, (now - startNanos) * 1e-9) + progress.phase() + " " + progress.done() + "/" +
			progress.total() + left(progress.secondsLeft()) + loss);
	}

	/** The phases of a job differ in length, so its share done is a matter of time, not of counts. */
	private static String percent(final JobEvent.Progress progress, final double seconds) {
		if (!(progress.secondsLeft() >= 0)) return "[  ? %] ";
		final double share = seconds / Math.max(1e-9, seconds + progress.secondsLeft());
		return String.format(Locale.ROOT, "[%3d %%] ", (int) (100 * share));
	}

	private static String left(final double seconds) {
		if (!(seconds >= 0)) return "";
		final long whole = (long) Math.ceil(seconds);
		final String hours = whole < 3600 ? "" : whole / 3600 + " h ";
		return ", " + hours + whole / 60 % 60 + " min " + whole % 60 + " s left";
	}
}
