package org.chimle.ij1;

import ij.IJ;
import ij.macro.Interpreter;

import java.awt.GraphicsEnvironment;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.chimle.command.ChimleCommand;

/** Stops a command when the Esc key is pressed in ImageJ, or the button of a small window that long jobs get. */
final class StopWatch {

	private static final int PERIOD_MILLIS = 50;
	private static final int WINDOW_AFTER_MILLIS = 2000;

	private final ChimleCommand command;
	private final String title;
	private final ScheduledExecutorService clock;
	private final boolean window;
	private final BooleanSupplier replaced;
	private StopWindow shown;
	private int elapsedMillis;

	/**
	 * @param title names the command
	 * @param command the command to stop
	 * @param interactive whether a user waits for it
	 * @param replaced whether another window has the buttons meanwhile
	 */
	StopWatch(final String title, final ChimleCommand command, final boolean interactive,
		final BooleanSupplier replaced)
	{
		this.title = title;
		this.command = command;
		this.replaced = replaced;
		window = interactive && !Interpreter.isBatchMode();
		if (GraphicsEnvironment.isHeadless()) {
			clock = null;
			return;
		}
		IJ.resetEscape();
		clock = Executors.newSingleThreadScheduledExecutor(task -> {
			final Thread thread = new Thread(task, "CHIMLE stop watch");
			thread.setDaemon(true);
			return thread;
		});
		clock.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** Stops looking. */
	void close() {
		if (clock == null) return;
		clock.shutdownNow();
		synchronized (this) {
			if (shown != null) shown.dispose();
			shown = null;
		}
	}

	private synchronized void look() {
		if (clock.isShutdown()) return;
		elapsedMillis += PERIOD_MILLIS;
		if (IJ.escapePressed()) command.stop();
		if (replaced.getAsBoolean()) {
			if (shown != null) shown.dispose();
			shown = null;
			return;
		}
		if (window && shown == null && elapsedMillis >= WINDOW_AFTER_MILLIS) shown = new StopWindow(title, command::stop);
		if (shown != null && !command.isStopped()) shown.say(StatusBar.latest());
	}
}
