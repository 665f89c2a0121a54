package org.chimle.ui.explorer;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.FlowLayout;
import java.util.Locale;

import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;

/** What the window is put together of. */
final class Parts {

	/** Longer tips are wrapped. */
	private static final int TIP_WIDTH = 300;

	private Parts() {}

	/** @return the components side by side, from the left */
	static JPanel row(final Component... parts) {
		final JPanel row = new JPanel(new FlowLayout(FlowLayout.LEADING, 4, 2));
		for (final Component part : parts) row.add(part);
		return row;
	}

	/** @return the components one below the other, all as wide as the widest */
	static JComponent column(final JComponent... parts) {
		final JPanel column = new JPanel();
		column.setLayout(new BoxLayout(column, BoxLayout.PAGE_AXIS));
		for (final JComponent part : parts) {
			part.setAlignmentX(0);
			column.add(part);
			column.add(Box.createVerticalStrut(2));
		}
		return column;
	}

	/** @return a component with a title above it */
	static JComponent titled(final String title, final JComponent component) {
		final JPanel panel = new JPanel(new BorderLayout());
		panel.add(new JLabel(title), BorderLayout.NORTH);
		panel.add(component, BorderLayout.CENTER);
		return panel;
	}

	/** @return a button, whose name is its text in lower case */
	static JButton button(final String text, final String tip, final Runnable action) {
		final JButton button = new JButton(text);
		button.setName(text.toLowerCase(Locale.ROOT));
		button.addActionListener(event -> action.run());
		return tip(button, tip);
	}

	/** @return the component, with an explanation for whoever points at it */
	static <C extends JComponent> C tip(final C component, final String text) {
		component.setToolTipText("<html><div width=" + TIP_WIDTH + ">" + text + "</div></html>");
		return component;
	}
}
