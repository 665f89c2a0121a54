package org.chimle.ij1;

import ij.gui.GUI;

import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Frame;
import java.awt.Label;
import java.awt.Panel;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;

/** A small window with a button that stops a job; ImageJ itself stays usable meanwhile. */
final class StopWindow {

	private final Frame frame;
	private final Label text = new Label("The job is running; the status bar shows how far it is." + " ".repeat(30));
	private final Button button = new Button("Stop");

	StopWindow(final String title, final Runnable stop) {
		frame = new Frame(title.replace("...", ""));
		frame.setLayout(new BorderLayout(10, 5));
		frame.add(text, BorderLayout.CENTER);
		final Panel buttons = new Panel();
		buttons.add(button);
		frame.add(buttons, BorderLayout.SOUTH);
		button.addActionListener(event -> stop(stop));
		frame.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent event) {
				stop(stop);
			}
		});
		// Keys go to the button, never to the frame.
		button.addKeyListener(new KeyAdapter() {

			@Override
			public void keyPressed(final KeyEvent event) {
				if (event.getKeyCode() == KeyEvent.VK_ESCAPE) stop(stop);
			}
		});
		frame.setAutoRequestFocus(false); // a blank typed elsewhere is not to press the button
		frame.pack();
		GUI.centerOnImageJScreen(frame);
		frame.setVisible(true);
	}

	/** @param progress how far the job is; nothing leaves the text as it is */
	void say(final String progress) {
		if (!progress.isBlank() && !progress.equals(text.getText())) text.setText(progress);
	}

	void dispose() {
		frame.dispose();
	}

	private void stop(final Runnable stop) {
		button.setEnabled(false);
		text.setText("Stopping; what is finished is kept.");
		stop.run();
	}
}
