package org.chimle.ui.explorer;

import java.util.Random;

import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;

/** What varies, which candidates are looked at, and how far the sample is turned towards a marked one. */
final class ExplorerControls extends JPanel {

	private static final long serialVersionUID = 1;
	private static final int STEPS = 100;
	private static final String MARK = "Mark";
	private static final String UNMARK = "Unmark";

	private final transient ExplorerState state;
	private final transient Random random = new Random();
	private final JComboBox<Variation> variation = new JComboBox<>(Variation.values());
	private final JCheckBox finished = new JCheckBox("as finished samples");
	private final JButton back = new JButton("\u2039 Previous");
	private final JButton more = new JButton("More \u203a");
	private final JButton mark = new JButton(MARK);
	private final JSlider slider = new JSlider(0, STEPS, 0);
	private final JLabel share = new JLabel("100 %");
	/** Components tell of a change whoever made it; what the state already knows must not come back to it, rounded. */
	private boolean refreshing;

	ExplorerControls(final ExplorerState state) {
		this.state = state;
		setLayout(new BoxLayout(this, BoxLayout.PAGE_AXIS));
		final JButton shuffle = Parts.button("Shuffle", "New codes for all levels that are not locked", () -> state.shuffle(
			random));
		Parts.tip(variation, "Tone is the level's global code, which acts on the whole image alike; texture is its local " +
			"code, a noise image.");
		Parts.tip(finished, "Show candidates as the finished samples they lead to, instead of what their level gives. " +
			"Slower for coarse levels.");
		Parts.tip(back, "Candidates before these (Page Up)");
		Parts.tip(more, "Other candidates of this level (Page Down)");
		Parts.tip(mark, "Keep the current sample in mind; then choose another one and move the slider between the two.");
		Parts.tip(slider, "The sample between the current one (left) and the marked one (right); the codes are turned, not " +
			"averaged, so that texture does not fade in between.");
		add(Parts.row(new JLabel("Vary"), variation, finished, back, more, shuffle));
		add(Parts.row(mark, new JLabel("Current"), slider, new JLabel("Marked"), share));
		variation.addActionListener(event -> {
			final Variation wanted = (Variation) variation.getSelectedItem();
			if (wanted != state.variation()) state.vary(wanted);
		});
		finished.addActionListener(event -> state.finish(finished.isSelected()));
		back.addActionListener(event -> state.turn(-1));
		more.addActionListener(event -> state.turn(1));
		mark.addActionListener(event -> {
			if (state.isMarked()) state.unmark();
			else state.mark();
		});
		slider.addChangeListener(event -> {
			if (!refreshing && !slider.getValueIsAdjusting()) state.blend(slider.getValue() / (double) STEPS);
			share.setText(slider.getValue() + " %");
		});
		mark.setText(UNMARK);
		mark.setPreferredSize(mark.getPreferredSize()); // the longer text, so that the slider stays where it is
		refresh();
	}

	/** Shows the state as it is now. */
	void refresh() {
		refreshing = true;
		variation.setSelectedItem(state.variation());
		finished.setSelected(state.isFinished());
		finished.setEnabled(state.level() < state.levels() - 1);
		back.setEnabled(state.page() > 0);
		mark.setText(state.isMarked() ? UNMARK : MARK);
		slider.setEnabled(state.isMarked());
		slider.setValue((int) Math.round(STEPS * state.weight()));
		share.setText(slider.getValue() + " %");
		refreshing = false;
	}
}
