package org.chimle.ui.monitor;

import java.awt.FlowLayout;

import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JOptionPane;
import javax.swing.JPanel;

import org.chimle.engine.job.Ending;
import org.chimle.engine.job.JobControl;

/** The buttons that steer a training. */
final class ControlBar extends JPanel {

	private static final long serialVersionUID = 1L;

	private static final String PAUSE = "Pause";
	private static final String RESUME = "Resume";

	private final transient JobControl control;
	private final transient Runnable close;
	private final JButton pause = button(PAUSE, "Waits after the step it is at; pauses do not count in the time left.",
		this::pause);
	private final JButton checkpoint = button("Save checkpoint", "Writes a checkpoint now, from which the run can be " +
		"resumed should the computer fail.", this::saveCheckpoint);
	private final JButton finish = button("Finish now", "Ends training and saves the model as it stands.", this::finish);
	private final JButton cancel = button("Cancel...", "Ends training without saving the model; the run can be resumed " +
		"later.", this::cancel);
	/** Whether to end the training; null while nobody is asked. */
	private JDialog question;
	private boolean trains;
	private boolean ended;

	/**
	 * @param control the job's control
	 * @param close closes the window of a training that has ended
	 */
	ControlBar(final JobControl control, final Runnable close) {
		super(new FlowLayout(FlowLayout.TRAILING));
		this.control = control;
		this.close = close;
		add(pause);
		add(checkpoint);
		add(finish);
		add(cancel);
		update(false);
	}

	private static JButton button(final String name, final String tip, final Runnable action) {
		final JButton button = new JButton(name);
		button.setToolTipText(tip);
		button.addActionListener(event -> action.run());
		return button;
	}

	/** @param steps whether steps have been made, so that there is something to keep */
	void update(final boolean steps) {
		trains |= steps;
		if (ended) return;
		final boolean running = !control.isCancelled();
		pause.setText(control.isPaused() ? RESUME : PAUSE);
		pause.setEnabled(running);
		checkpoint.setEnabled(running && trains);
		finish.setEnabled(running && trains);
		cancel.setEnabled(running || control.ending() == Ending.FINISHED);
	}

	/** The training is over. */
	void ended() {
		ended = true;
		if (question != null) question.setVisible(false);
		pause.setEnabled(false);
		checkpoint.setEnabled(false);
		finish.setEnabled(false);
		cancel.setEnabled(true);
		cancel.setText("Close");
		cancel.setToolTipText(null);
	}

	private void pause() {
		if (control.isPaused()) control.resume();
		else control.pause();
		update(trains);
	}

	private void saveCheckpoint() {
		control.askForCheckpoint();
	}

	private void finish() {
		if (confirm("Finish now", "Training ends, and the model is saved as it stands.")) end(Ending.FINISHED);
	}

	private void cancel() {
		if (ended) close.run();
		else if (confirm("Cancel training", "Training ends without saving a model; an earlier model file stays as it is.\n" +
			"A checkpoint is kept, so that the run can be resumed (\"Interrupted run: resume\").")) end(Ending.ABANDONED);
	}

	private void end(final Ending how) {
		if (!ended) control.end(how);
		update(trains);
	}

	private boolean confirm(final String action, final String consequences) {
		final String[] answers = { action, "Go on training" };
		final JOptionPane pane = new JOptionPane(consequences, JOptionPane.QUESTION_MESSAGE, JOptionPane.DEFAULT_OPTION, null,
			answers, answers[1]);
		question = pane.createDialog(getTopLevelAncestor(), action);
		question.setVisible(true); // until it is answered, or the training is over
		question.dispose();
		question = null;
		return action.equals(pane.getValue());
	}
}
