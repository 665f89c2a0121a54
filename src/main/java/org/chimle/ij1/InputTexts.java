package org.chimle.ij1;

import ij.ImagePlus;
import ij.WindowManager;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.chimle.command.Inputs;
import org.chimle.engine.job.InvalidInputException;
import org.scijava.module.ModuleItem;

/** Texts, from a macro or a dialog, as the typed and checked inputs of a command. */
final class InputTexts {

	private static final Set<String> TRUE = Set.of("", "true", "yes", "1", "on");
	private static final Set<String> FALSE = Set.of("false", "no", "0", "off");

	private InputTexts() {}

	/**
	 * @param items the command's inputs
	 * @param texts texts by name
	 * @return values by name, only for the texts given
	 * @throws InvalidInputException for an unknown name, or a text that is malformed or out of range
	 */
	static Map<String, Object> parse(final List<ModuleItem<?>> items, final Map<String, String> texts) {
		final Map<String, Object> values = new LinkedHashMap<>();
		for (final var text : texts.entrySet()) {
			final ModuleItem<?> item = items.stream().filter(candidate -> candidate.getName().equals(text.getKey()))
				.findFirst().orElseThrow(() -> unknown(text.getKey(), items));
			values.put(item.getName(), parse(item, text.getValue()));
		}
		return values;
	}

	/** The same for one input. */
	static Object parse(final ModuleItem<?> item, final String text) {
		final Object value = convert(item, text.trim());
		Inputs.check(item, value);
		return value;
	}

	private static Object convert(final ModuleItem<?> item, final String text) {
		final Class<?> type = item.getType();
		if (type == boolean.class) return truth(item, text);
		if (type == File.class) return text.isEmpty() ? null : new File(text);
		if (type == ImagePlus.class) return image(item, text);
		if (type == String.class) return choice(item, text);
		try {
			if (type == double.class) return Double.valueOf(text);
			return type == long.class ? (Object) Long.valueOf(text) : Integer.valueOf(text);
		}
		catch (final NumberFormatException exc) {
			throw new InvalidInputException(Inputs.name(item) + " is \"" + text + "\" but must be a " +
				(type == double.class ? "number." : "whole number."), exc);
		}
	}

	private static Boolean truth(final ModuleItem<?> item, final String text) {
		final String word = text.toLowerCase(Locale.ROOT);
		if (TRUE.contains(word)) return true;
		if (FALSE.contains(word)) return false;
		throw new InvalidInputException(Inputs.name(item) + " is \"" + text + "\" but must be true or false.");
	}

	/** Choices are compared as people write them; {@link Inputs#check} refuses what is none of them. */
	private static String choice(final ModuleItem<?> item, final String text) {
		return Inputs.choices(item).stream().map(String::valueOf).filter(text::equalsIgnoreCase).findFirst().orElse(text);
	}

	private static ImagePlus image(final ModuleItem<?> item, final String title) {
		final ImagePlus image = WindowManager.getImage(title);
		if (image != null) return image;
		throw new InvalidInputException(Inputs.name(item) + " is \"" + title + "\" but no open image has this title; open " +
			"the image, or leave the option out to use the current one.");
	}

	private static InvalidInputException unknown(final String key, final List<ModuleItem<?>> items) {
		return new InvalidInputException("There is no option \"" + key + "\"; the options are " + String.join(", ", items
			.stream().map(ModuleItem::getName).toList()) + ".");
	}
}
