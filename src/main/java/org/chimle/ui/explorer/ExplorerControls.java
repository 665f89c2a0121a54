package org.chimle.ui.explorer;

import java.awt.Component;
import java.awt.FlowLayout;
import java.util.Random;

import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
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
	private final JComboBox<ExplorerState.Variation> variation = new JComboBox<>(ExplorerState.Variation.values());
	private final JCheckBox finished = new JCheckBox("as finished samples");
	private final JButton back = new JButton("\u2039 Previous");
	private final JButton more = new JButton("More \u203a");
	private final JButton mark = new JButton(MARK);
	private final JSlider slider = new JSlider(0, STEPS, 0);
	private final JLabel share = new JLabel("100 %");

	ExplorerControls(final ExplorerState state) {
		this.state = state;
		setLayout(new BoxLayout(this, BoxLayout.PAGE_AXIS));
		final JButton shuffle = new JButton("Shuffle");
		add(row(new JLabel("Vary"), tip(variation, "Tone is the level's global code, which acts on the whole image alike; " +
			"texture is its local code, a noise image."), tip(finished, "Show candidates as the finished samples they lead " +
				"to, instead of what their level gives. Slower for coarse levels."), tip(back, "Candidates before these (Page " +
					"Up)"), tip(more, "Other candidates of this level (Page Down)"), tip(shuffle,
						"New codes for all levels that are not locked")));
		add(row(tip(mark, "Keep the current sample in mind; then choose another one and move the slider between the two."),
			new JLabel("Current"), tip(slider, "The sample between the current one (left) and the marked one (right); the " +
				"codes are turned, not averaged, so that texture does not fade in between."), new JLabel("Marked"), share));
		variation.addActionListener(event -> {
			if (variation.getSelectedItem() != state.variation()) state.vary((ExplorerState.Variation) variation
				.getSelectedItem());
		});
		finished.addActionListener(event -> state.finish(finished.isSelected()));
		back.addActionListener(event -> state.turn(-1));
		more.addActionListener(event -> state.turn(1));
		shuffle.addActionListener(event -> state.shuffle(random));
		mark.addActionListener(event -> {
			if (state.isMarked()) state.unmark();
			else state.mark();
		});
		slider.addChangeListener(event -> {
			if (!slider.getValueIsAdjusting()) state.blend(slider.getValue() / (double) STEPS);
			share.setText(slider.getValue() + " %");
		});
		mark.setText(UNMARK);
		mark.setPreferredSize(mark.getPreferredSize()); // the longer text, so that the slider stays where it is
		refresh();
	}

	private static JPanel row(final Component... parts) {
		final JPanel row = new JPanel(new FlowLayout(FlowLayout.LEADING, 4, 2));
		for (final Component part : parts) row.add(part);
		row.add(Box.createHorizontalGlue());
		return row;
	}

	private static JComponent tip(final JComponent component, final String text) {
		component.setToolTipText("<html><div width=300>" + text + "</div></html>");
		return component;
	}

	/** Shows the state as it is now. */
	void refresh() {
		variation.setSelectedItem(state.variation());
		finished.setSelected(state.isFinished());
		finished.setEnabled(state.level() < state.levels() - 1);
		back.setEnabled(state.page() > 0);
		mark.setText(state.isMarked() ? UNMARK : MARK);
		slider.setEnabled(state.isMarked());
		slider.setValue((int) Math.round(STEPS * state.weight()));
		share.setText(slider.getValue() + " %");
	}
}
