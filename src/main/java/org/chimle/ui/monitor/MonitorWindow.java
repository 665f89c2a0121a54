package org.chimle.ui.monitor;

import java.awt.BorderLayout;
import java.awt.Font;
import java.awt.Image;

import javax.swing.BorderFactory;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.Timer;
import javax.swing.WindowConstants;

import org.chimle.engine.job.Ending;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.ProgressText;

/**
 * The window of a training, on Swing's thread. Closing it while the training goes on puts a {@link BackgroundWindow} in
 * its place.
 */
final class MonitorWindow {

	private static final int PERIOD_MILLIS = 200;

	private final JFrame frame;
	private final TrainingNews news;
	private final JobControl control;
	private final StatusPanel status = new StatusPanel();
	private final LossChart chart = new LossChart();
	private final PreviewPanel preview = new PreviewPanel();
	private final JTextArea message = new JTextArea(2, 0);
	private final ControlBar controls;
	private final Timer timer = new Timer(PERIOD_MILLIS, event -> update());
	private BackgroundWindow background;
	private boolean ended;

	/**
	 * Opens the window.
	 *
	 * @param title names the job
	 * @param icon of the window, or null
	 * @param news what is known of the training
	 * @param control the job's control
	 */
	MonitorWindow(final String title, final Image icon, final TrainingNews news, final JobControl control) {
		this.news = news;
		this.control = control;
		controls = new ControlBar(control, this::dispose);
		frame = new JFrame(title);
		if (icon != null) frame.setIconImage(icon);
		frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
		frame.addWindowListener(new ClosingListener(this::close));
		frame.setContentPane(content());
		frame.pack();
		frame.setLocationRelativeTo(null);
		frame.setVisible(true);
		timer.start();
		update();
	}

	private JPanel content() {
		final JPanel pictures = new JPanel(new BorderLayout(0, 8));
		pictures.add(chart, BorderLayout.CENTER);
		pictures.add(preview, BorderLayout.SOUTH);
		message.setLineWrap(true);
		message.setWrapStyleWord(true);
		message.setEditable(false);
		message.setFocusable(false);
		message.setOpaque(false);
		message.setFont(new JLabel().getFont().deriveFont(Font.PLAIN));
		final JPanel bottom = new JPanel(new BorderLayout(16, 0));
		bottom.add(message, BorderLayout.CENTER);
		bottom.add(controls, BorderLayout.EAST);
		final JPanel content = new JPanel(new BorderLayout(0, 8));
		content.setBorder(BorderFactory.createEmptyBorder(10, 12, 6, 12));
		content.add(status, BorderLayout.NORTH);
		content.add(pictures, BorderLayout.CENTER);
		content.add(bottom, BorderLayout.SOUTH);
		return content;
	}

	private void update() {
		final TrainingNews.View view = news.view();
		chart.show(view.losses());
		preview.show(view.preview());
		if (ended) return;
		status.show(view, control.isPaused());
		controls.update(!view.losses().isEmpty() || view.preview() != null);
		say(control.isCancelled() ? ending(control.ending()) : view.message());
		if (background != null && view.progress() != null) {
			background.say((control.isPaused() ? "paused, " : "") + ProgressText.of(view.progress()));
		}
	}

	private static String ending(final Ending ending) {
		return switch (ending) {
			case FINISHED -> "Finishing; the model is being saved.";
			case STOPPED -> "Stopping; model and checkpoint are being saved.";
			case ABANDONED -> "Stopping; the checkpoint is being saved.";
		};
	}

	private void say(final String text) {
		if (text.equals(message.getText()) || text.isEmpty()) return;
		message.setText(text);
	}

	/** @param how the training ended, in words */
	void ended(final String how) {
		update();
		ended = true;
		status.ended();
		say(how);
		controls.ended();
		if (background != null) show();
	}

	private void close() {
		if (ended) {
			dispose();
			return;
		}
		frame.setVisible(false);
		background = new BackgroundWindow(frame.getTitle(), frame, this::show);
	}

	private void show() {
		if (background == null) return; // a double click asks twice
		background.dispose();
		background = null;
		frame.setVisible(true);
		frame.toFront();
	}

	void dispose() {
		timer.stop();
		if (background != null) background.dispose();
		frame.dispose();
	}
}
