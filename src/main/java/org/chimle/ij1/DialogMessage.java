package org.chimle.ij1;

import ij.gui.GenericDialog;

import java.awt.Color;
import java.awt.Label;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Two lines in a dialog whose text changes while the user fills it in. They get their width when the dialog opens, from the
 * blanks that they hold until then, because ImageJ's dialog lays its labels out only once.
 */
final class DialogMessage {

	/** As wide as about 90 letters. */
	private static final String PLACE = " ".repeat(160);

	private final Label first;
	private final Label second;

	/** Adds the lines to a dialog that is not open yet. */
	DialogMessage(final GenericDialog dialog) {
		first = added(dialog);
		second = added(dialog);
	}

	private static Label added(final GenericDialog dialog) {
		dialog.addMessage(PLACE);
		return (Label) dialog.getMessage();
	}

	/** Shows a text once the dialog is open. */
	void show(final String text, final Color colour) {
		final List<String> lines = broken(text, part -> first.getFontMetrics(first.getFont()).stringWidth(part), first
			.getWidth());
		first.setText(lines.get(0));
		second.setText(lines.get(1));
		first.setForeground(colour);
		second.setForeground(colour);
	}

	/** @return the text in two lines, the first with as many of its words as fit, the second with the others */
	static List<String> broken(final String text, final ToIntFunction<String> width, final int available) {
		if (width.applyAsInt(text) <= available) return List.of(text, "");
		int end = text.lastIndexOf(' ');
		while (end > 0 && width.applyAsInt(text.substring(0, end)) > available) end = text.lastIndexOf(' ', end - 1);
		return end <= 0 ? List.of(text, "") : List.of(text.substring(0, end), text.substring(end).strip());
	}
}
