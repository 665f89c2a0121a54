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

	private StatusBar() {}

	static void attach(final Context context) {
		attached = new StatusBar();
		context.service(EventService.class).subscribe(attached);
	}

	/** @param event a new status */
	@EventHandler
	public void onEvent(final StatusEvent event) {
		final String text = event.getStatusMessage();
		if (text != null && !text.contains(" command: ")) IJ.showStatus(text);
		final int total = event.getProgressMaximum();
		if (total > 0) IJ.showProgress(event.getProgressValue() / (double) total);
	}
}
