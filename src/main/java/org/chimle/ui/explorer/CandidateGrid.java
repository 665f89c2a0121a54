package org.chimle.ui.explorer;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.GridLayout;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingConstants;
import javax.swing.UIManager;
import javax.swing.border.Border;

import org.chimle.engine.model.CodePath;

/** The candidates of a level. A click keeps one; so does Enter for the one that the arrow keys have reached. */
final class CandidateGrid extends JPanel {

	static final int COLUMNS = 3;
	static final int ROWS = 3;

	private static final long serialVersionUID = 1;
	private static final int SIDE = 165;
	private static final int FRAME = 3;

	private final transient ExplorerState state;
	private final transient List<Cell> cells = new ArrayList<>();

	CandidateGrid(final ExplorerState state, final Viewport viewport) {
		super(new GridLayout(ROWS, COLUMNS, 2, 2));
		this.state = state;
		for (int i = 0; i < ROWS * COLUMNS; i++) {
			final Cell cell = new Cell(i, viewport);
			cells.add(cell);
			add(cell);
		}
		KeyAction.bind(this, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT, "LEFT", () -> move(-1));
		KeyAction.bind(this, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT, "RIGHT", () -> move(1));
		KeyAction.bind(this, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT, "UP", () -> move(-COLUMNS));
		KeyAction.bind(this, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT, "DOWN", () -> move(COLUMNS));
	}

	/** Shows which candidates are looked at; their pictures arrive later, but for those that still fit. */
	void show(final List<CodePath> paths) {
		for (int i = 0; i < cells.size(); i++) cells.get(i).show(i < paths.size() ? paths.get(i) : null);
	}

	/** Shows the picture of a candidate if it is looked at. */
	void arrived(final CodePath path, final BufferedImage picture) {
		for (final Cell cell : cells) if (path.equals(cell.path)) cell.pane.show(picture);
	}

	/** @return whether a picture of a candidate is missing */
	int missing() {
		return (int) cells.stream().filter(cell -> cell.path != null && cell.pane.picture() == null).count();
	}

	/** Lets the keyboard work the grid. */
	void takeFocus() {
		for (final Cell cell : cells) if (cell.isFocusOwner()) return;
		cells.get(0).requestFocusInWindow();
	}

	private void move(final int step) {
		for (int i = 0; i < cells.size(); i++) {
			if (!cells.get(i).isFocusOwner()) continue;
			final int next = i + step;
			if (next >= 0 && next < cells.size() && cells.get(next).path != null) cells.get(next).requestFocusInWindow();
			return;
		}
	}

	/** One candidate and its number. */
	private final class Cell extends JPanel {

		private static final long serialVersionUID = 1;

		private final int number;
		private final JLabel label = new JLabel(" ", SwingConstants.CENTER);
		private final PicturePane pane;
		private transient CodePath path;

		Cell(final int number, final Viewport viewport) {
			super(new BorderLayout());
			this.number = number;
			setName("candidate " + (number + 1));
			pane = new PicturePane(viewport, SIDE, "...") {

				private static final long serialVersionUID = 1;

				@Override
				void clicked() {
					choose();
				}
			};
			add(pane, BorderLayout.CENTER);
			add(label, BorderLayout.SOUTH);
			setFocusable(true);
			addFocusListener(new FocusAdapter() {

				@Override
				public void focusGained(final FocusEvent event) {
					frame();
				}

				@Override
				public void focusLost(final FocusEvent event) {
					frame();
				}
			});
			for (final String key : new String[] { "ENTER", "SPACE" }) KeyAction.bind(this, WHEN_FOCUSED, key, this::choose);
			frame();
		}

		private void choose() {
			requestFocusInWindow();
			if (path != null) state.choose(number);
		}

		void show(final CodePath shown) {
			if (shown == null || !shown.equals(path)) pane.show(null);
			path = shown;
			final boolean kept = shown != null && state.isKept(number);
			final long seed = CodePath.candidate(state.level(), state.numberOf(number));
			label.setText(shown == null ? " " : seed + (kept ? "  kept" : ""));
			pane.setToolTipText(shown == null ? null : state.isLocked(state.level()) ? "This level is locked; unlock it to keep " +
				"another candidate." : "Candidate " + seed + ": click to keep it. Wheel: zoom. Drag: move.");
			frame();
		}

		private void frame() {
			final boolean kept = path != null && state.isKept(number);
			final Color ground = UIManager.getColor("Panel.background");
			final Border outer = BorderFactory.createLineBorder(kept ? new Color(0x2E7D32) : ground, FRAME);
			final Border inner = isFocusOwner() ? BorderFactory.createDashedBorder(Color.BLACK) : BorderFactory
				.createEmptyBorder(1, 1, 1, 1);
			setBorder(BorderFactory.createCompoundBorder(outer, inner));
		}
	}
}
