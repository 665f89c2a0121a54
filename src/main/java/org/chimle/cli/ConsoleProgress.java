package org.chimle.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobListener;
import org.chimle.engine.job.ProgressText;

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
	private String said = "";

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
		else if (event instanceof JobEvent.Loss values) loss = ", " + ProgressText.of(values);
		else if (event instanceof JobEvent.Message message) say(message.text());
	}

	/** What is true of many images is said of each; once is enough. */
	private void say(final String text) {
		if (!text.equals(said)) terminal.say(text);
		said = text;
	}

	private void show(final JobEvent.Progress progress) {
		final long now = clockNanos.getAsLong();
		final long interval = terminal.isInteractive() ? TERMINAL_INTERVAL_NANOS : LOG_INTERVAL_NANOS;
		if (shown && now - shownNanos < interval) return;
		shown = true;
		shownNanos = now;
		terminal.status(percent(progress, (now - startNanos) * 1e-9) + ProgressText.of(progress) + loss);
	}

	private static String percent(final JobEvent.Progress progress, final double seconds) {
		final double share = ProgressText.share(progress, seconds);
		return Double.isNaN(share) ? "[  ? %] " : String.format(Locale.ROOT, "[%3d %%] ", (int) (100 * share));
	}
}
