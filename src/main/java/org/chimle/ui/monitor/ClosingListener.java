package org.chimle.ui.monitor;

import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;

/** Does something when the user closes a window. */
final class ClosingListener extends WindowAdapter {

	private final Runnable action;

	ClosingListener(final Runnable action) {
		this.action = action;
	}

	@Override
	public void windowClosing(final WindowEvent event) {
		action.run();
	}
}
