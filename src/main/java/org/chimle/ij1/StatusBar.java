package org.chimle.ij1;

import ij.IJ;

import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;

/** Brings SciJava's status events into ImageJ's status bar and progress bar. */
public final class StatusBar {

	/** Keeps the listener alive: the event service holds it weakly. */
	private static StatusBar attached;

	private static volatile String latest = "";

	private StatusBar() {}

	/** @return what the job said last, or nothing; in Fiji, which shows it in a window of its own, always nothing */
	static String latest() {
		return latest;
	}

	static void attach(final Context context) {
		attached = new StatusBar();
		context.service(EventService.class).subscribe(attached);
	}

	/** @return whether SciJava tells that it runs or has run a command, which may come after what the command says at its end */
	static boolean isAboutHost(final String text) {
		return text.contains(" command: ") || text.startsWith("Command ");
	}

	/** @param event a new status */
	@EventHandler
	public void onEvent(final StatusEvent event) {
		final String text = event.getStatusMessage();
		if (text != null && !isAboutHost(text)) {
			latest = text;
			IJ.showStatus(text);
		}
		final int total = event.getProgressMaximum();
		if (total > 0) IJ.showProgress(event.getProgressValue() / (double) total);
	}
}
