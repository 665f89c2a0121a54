package org.chimle.ui.monitor;

import java.awt.BorderLayout;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;

import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.ProgressText;

/** Phase and whole job, each with a bar, and what there is to know besides in two lines. */
final class StatusPanel extends JPanel {

	private static final long serialVersionUID = 1L;

	private static final int STEPS = 1000;
	private static final int GAP = 4;

	private final JLabel phase = plain("starting");
	private final JProgressBar phaseBar = new JProgressBar(0, STEPS);
	private final JProgressBar jobBar = new JProgressBar(0, STEPS);
	private final JLabel facts = plain(" ");
	private final JLabel place = plain(" ");

	/** Shows nothing yet. */
	StatusPanel() {
		super(new GridBagLayout());
		phaseBar.setStringPainted(true);
		jobBar.setStringPainted(true);
		phaseBar.setString("");
		jobBar.setString("");
		add(phase, 0, 0, 0);
		add(phaseBar, 1, 0, 1);
		add(plain("whole training"), 0, 1, 0);
		add(jobBar, 1, 1, 1);
		final JPanel line = new JPanel(new BorderLayout(4 * GAP, 0));
		line.add(facts, BorderLayout.WEST);
		line.add(place, BorderLayout.EAST);
		final GridBagConstraints all = constraints(0, 2, 1);
		all.gridwidth = 2;
		add(line, all);
		// The longest phase, so that the bars keep their places.
		phase.setPreferredSize(plain("searching codes, level 2 of 3 (paused)").getPreferredSize());
	}

	private static JLabel plain(final String text) {
		final JLabel label = new JLabel(text);
		label.setFont(label.getFont().deriveFont(Font.PLAIN));
		return label;
	}

	private void add(final JComponent component, final int x, final int y, final double weight) {
		add(component, constraints(x, y, weight));
	}

	private static GridBagConstraints constraints(final int x, final int y, final double weight) {
		return new GridBagConstraints(x, y, 1, 1, weight, 0, GridBagConstraints.WEST, GridBagConstraints.HORIZONTAL,
			new Insets(GAP / 2, 0, GAP / 2, 2 * GAP), 0, 0);
	}

	/**
	 * @param view the training as it is
	 * @param paused whether it pauses
	 */
	void show(final TrainingNews.View view, final boolean paused) {
		final JobEvent.Progress progress = view.progress();
		if (progress != null) {
			phase.setText(progress.words() + (paused ? " (paused)" : ""));
			phaseBar.setValue((int) (STEPS * progress.done() / progress.total()));
			phaseBar.setString(progress.done() + " of " + progress.total());
			final double share = ProgressText.share(progress, view.activeSeconds());
			jobBar.setValue(Double.isNaN(share) ? 0 : (int) (STEPS * share));
			jobBar.setString(job(progress, share, view.activeSeconds()));
		}
		facts.setText(facts(view));
		place.setText(place(view.resources()));
	}

	/** The training is over; the bars stay where they are. */
	void ended() {
		phase.setText("ended");
		phaseBar.setValue(0);
		phaseBar.setString("");
		jobBar.setString(jobBar.getString().replaceAll(", [^,]* left$", ""));
	}

	private static String job(final JobEvent.Progress progress, final double share, final double seconds) {
		final String spent = ProgressText.time(seconds) + " so far";
		if (Double.isNaN(share)) return spent;
		return (int) (100 * share) + " %, " + spent + ", " + ProgressText.time(progress.secondsLeft()) + " left";
	}

	private static String facts(final TrainingNews.View view) {
		final List<String> facts = new ArrayList<>();
		final JobEvent.Loss training = view.latest(false);
		final JobEvent.Loss validation = view.latest(true);
		if (training != null) {
			facts.add("epoch " + training.epoch() + ", step " + training.step());
			facts.add(ProgressText.of(training) + (validation == null ? "" : ", " + ProgressText.of(validation)));
		}
		final JobEvent.Progress progress = view.progress();
		if (progress != null && progress.unitsPerSecond() > 0) {
			facts.add(String.format(Locale.ROOT, "%.3g pairs per second", progress.unitsPerSecond()));
		}
		return facts.isEmpty() ? " " : String.join("     ", facts);
	}

	/** @return device and memory in words */
	static String place(final JobEvent.Resources resources) {
		if (resources == null) return " ";
		final String device = "device " + resources.device();
		if (resources.totalBytes() < 0) return device;
		final String total = gibibytes(resources.totalBytes());
		return device + ", memory " + (resources.usedBytes() < 0 ? total : gibibytes(resources.usedBytes()) + " of " + total);
	}

	private static String gibibytes(final long bytes) {
		return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
	}
}
