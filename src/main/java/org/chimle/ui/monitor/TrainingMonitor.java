package org.chimle.ui.monitor;

import java.awt.Image;

import javax.swing.SwingUtilities;

import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobListener;

/**
 * Shows a training in a window: loss, progress, previews, and buttons that pause and end it. The window opens when
 * training begins, which the first {@link JobEvent.Resources} says; until then the job may still ask its user something.
 * Any thread may call; needs a screen.
 */
public final class TrainingMonitor implements JobListener {

	private final String title;
	private final Image icon;
	private final JobControl control;
	private final TrainingNews news;
	private boolean opened;
	/** On Swing's thread only. */
	private MonitorWindow window;

	/**
	 * @param title names the job
	 * @param icon of the window, or null
	 * @param control the job's control
	 */
	public TrainingMonitor(final String title, final Image icon, final JobControl control) {
		this.title = title;
		this.icon = icon;
		this.control = control;
		news = new TrainingNews(control);
	}

	@Override
	public void onEvent(final JobEvent event) {
		news.onEvent(event);
		synchronized (this) {
			if (opened || !(event instanceof JobEvent.Resources)) return;
			opened = true;
		}
		SwingUtilities.invokeLater(() -> window = new MonitorWindow(title, icon, news, control));
	}

	/** @return whether training has begun */
	public synchronized boolean isOpen() {
		return opened;
	}

	/**
	 * Leaves the window open, so that the losses can be looked at, until the user closes it.
	 *
	 * @param how the training ended, in words
	 */
	public void ended(final String how) {
		SwingUtilities.invokeLater(() -> {
			if (window != null) window.ended(how);
		});
	}

	/** Closes the window. */
	public void close() {
		SwingUtilities.invokeLater(() -> {
			if (window != null) window.dispose();
		});
	}
}
