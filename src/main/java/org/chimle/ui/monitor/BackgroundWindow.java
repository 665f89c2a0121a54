package org.chimle.ui.monitor;

import java.awt.BorderLayout;
import java.awt.Component;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.WindowConstants;

/** The small window of a training whose monitor was closed: how far it is, and a button that shows the monitor again. */
final class BackgroundWindow {

	private final JFrame frame;
	private final JLabel text = new JLabel("The training goes on.");

	/**
	 * @param title of the monitor
	 * @param monitor the monitor, in whose place the window opens
	 * @param show brings the monitor back
	 */
	BackgroundWindow(final String title, final Component monitor, final Runnable show) {
		frame = new JFrame(title);
		frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
		frame.addWindowListener(new ClosingListener(show));
		final JButton button = new JButton("Show monitor");
		button.addActionListener(event -> show.run());
		final JPanel content = new JPanel(new BorderLayout(12, 8));
		content.setBorder(BorderFactory.createEmptyBorder(10, 12, 10, 12));
		content.add(text, BorderLayout.CENTER);
		content.add(button, BorderLayout.EAST);
		frame.setContentPane(content);
		say("searching codes 1000/1000, 100 h 59 min left");
		frame.pack();
		frame.setLocation(monitor.getX(), monitor.getY());
		frame.setVisible(true);
	}

	/** @param progress how far the training is */
	void say(final String progress) {
		text.setText("The training goes on: " + progress);
	}

	void dispose() {
		frame.dispose();
	}
}
