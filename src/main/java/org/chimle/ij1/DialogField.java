package org.chimle.ij1;

import ij.gui.GenericDialog;
import ij.io.SaveDialog;

import java.awt.Button;
import java.awt.Component;
import java.awt.TextField;
import java.awt.event.ActionListener;
import java.io.File;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

import org.chimle.command.Inputs;
import org.chimle.engine.model.ModelFile;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/**
 * One input in ImageJ's dialog.
 *
 * @param module the command
 * @param item the input
 * @param value the value offered, or null
 */
record DialogField(Module module, ModuleItem<?> item, Object value) {

	private static final int PATH_COLUMNS = 40;
	private static final int TEXT_COLUMNS = 10;

	/** Adds label and widget. */
	void addTo(final GenericDialog dialog) {
		final String text = value == null ? "" : value.toString();
		final List<?> choices = Inputs.choices(item);
		final String style = String.valueOf(item.getWidgetStyle());
		if (isBox()) dialog.addCheckbox(label(item), Boolean.TRUE.equals(value));
		else if (!choices.isEmpty()) dialog.addChoice(label(item), choices.toArray(String[]::new), text);
		else if (item.getType() != File.class) dialog.addStringField(label(item), number(text), TEXT_COLUMNS);
		else if (style.equals("directory")) dialog.addDirectoryField(label(item), text, PATH_COLUMNS);
		else if (style.equals("save")) addFileToWrite(dialog, text);
		else dialog.addFileField(label(item), text, PATH_COLUMNS);
	}

	/** @return a sentence about a file that exists and would be replaced or about the choice, else nothing */
	String warning() {
		final File written = "save".equals(item.getWidgetStyle()) && value instanceof File file ? ModelFile.named(file) : null;
		if (written != null && written.isFile()) return "The file " + written.getName() + " exists and will be replaced. ";
		final String explanation = value instanceof String choice ? Inputs.attribute(module, item, choice) : null;
		return explanation == null ? "" : item.getLabel() + " " + value + ": " + explanation + " ";
	}

	/** @return the text that stands in the dialog, where the fields before have been asked for theirs */
	String next(final GenericDialog dialog) {
		if (isBox()) return String.valueOf(dialog.getNextBoolean());
		return Inputs.choices(item).isEmpty() ? dialog.getNextString() : dialog.getNextChoice();
	}

	/**
	 * @return the label whose first word, in lower case, is the macro key: the item's label with underscores in the words
	 *         that make up its name
	 */
	static String label(final ModuleItem<?> item) {
		final String name = item.getName();
		final String label = item.getLabel();
		if (!label.toLowerCase(Locale.ROOT).startsWith(name.replace('_', ' '))) return name + " " + label;
		return label.substring(0, name.length()).replace(' ', '_') + label.substring(name.length());
	}

	private boolean isBox() {
		return item.getType() == boolean.class;
	}

	/** Java writes 1.0E-4 where people write 0.0001. */
	private String number(final String text) {
		return value instanceof Double ? new BigDecimal(text).stripTrailingZeros().toPlainString() : text;
	}

	/** ImageJ's field has a button that opens files; one to be written need not exist. */
	private void addFileToWrite(final GenericDialog dialog, final String text) {
		dialog.addFileField(label(item), text, PATH_COLUMNS);
		final TextField field = (TextField) dialog.getStringFields().lastElement();
		for (final Component sibling : field.getParent().getComponents()) {
			if (!(sibling instanceof Button button)) continue;
			for (final ActionListener listener : button.getActionListeners()) button.removeActionListener(listener);
			button.addActionListener(event -> chooseFileToWrite(field));
		}
	}

	private void chooseFileToWrite(final TextField field) {
		final SaveDialog chooser = new SaveDialog(item.getLabel(), "model", ModelFile.SUFFIX);
		if (chooser.getFileName() != null) field.setText(chooser.getDirectory() + chooser.getFileName());
	}
}
