package org.chimle.ui.explorer;

import java.awt.FlowLayout;
import java.util.ArrayList;
import java.util.List;

import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JToggleButton;

import org.chimle.engine.model.LevelSeeds;

/** The levels from coarse to fine: which codes are kept, which level is looked at, which are locked. */
final class Breadcrumb extends JPanel {

	private static final long serialVersionUID = 1;

	private final transient ExplorerState state;
	private final List<JToggleButton> buttons = new ArrayList<>();
	private final List<JCheckBox> locks = new ArrayList<>();

	Breadcrumb(final ExplorerState state) {
		super(new FlowLayout(FlowLayout.LEADING, 4, 0));
		this.state = state;
		for (int l = 0; l < state.levels(); l++) {
			final int level = l;
			if (l > 0) add(new JLabel("\u203a"));
			final JToggleButton button = new JToggleButton();
			button.addActionListener(event -> state.goTo(level));
			button.setToolTipText("Look at candidates of level " + (l + 1) + " (" + LevelWords.kind(l, state.levels()) +
				"); the other levels keep their codes.");
			buttons.add(button);
			add(button);
			final JCheckBox lock = new JCheckBox("locked");
			lock.addActionListener(event -> state.lock(level, lock.isSelected()));
			lock.setToolTipText("A locked level keeps its codes: Shuffle leaves it alone, and choosing passes over it.");
			locks.add(lock);
			add(lock);
		}
		refresh();
	}

	/** Shows the state as it is now. */
	void refresh() {
		for (int l = 0; l < buttons.size(); l++) {
			final LevelSeeds seeds = state.current().level(l);
			final JToggleButton button = buttons.get(l);
			button.setText(LevelWords.of(l, state.levels()) + ": tone " + seeds.global() + ", texture " + seeds.local());
			button.setSelected(l == state.level());
			locks.get(l).setSelected(state.isLocked(l));
		}
	}
}
