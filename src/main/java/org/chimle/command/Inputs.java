package org.chimle.command;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.chimle.engine.job.InvalidInputException;
import org.scijava.Context;
import org.scijava.command.DynamicCommand;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.service.Service;

/** The inputs of a command that a user sets, and the ranges and choices their annotations name. */
public final class Inputs {

	/** The attribute of an own input that a dialog asks for after those that other commands have too. */
	static final String LAST = "last";

	private Inputs() {}

	/**
	 * @param module a command
	 * @return its inputs but for services, in the order of the dialog: first its own, then those of its superclass, which
	 *         other commands have too
	 */
	public static Stream<ModuleItem<?>> settable(final Module module) {
		return StreamSupport.stream(module.getInfo().inputs().spliterator(), false).filter(Inputs::settable)
			.sorted(Comparator.comparing(item -> rank(module, item)));
	}

	/**
	 * Makes SciJava's dialog ask in the same order; it would begin with the superclass.
	 */
	static void order(final DynamicCommand command) {
		final List<ModuleItem<?>> items = settable(command).toList();
		items.forEach(command.getInfo()::removeInput);
		items.forEach(command.getInfo()::addInput);
	}

	/**
	 * Checks the values of all inputs against their annotations; hosts do so only in their dialogs.
	 *
	 * @param module a command
	 * @throws InvalidInputException for the first value outside its range or choices
	 */
	public static void check(final Module module) {
		settable(module).forEach(item -> check(item, module.getInput(item.getName())));
	}

	/**
	 * @param item an input
	 * @param value its value, null if there is none
	 * @throws InvalidInputException if the value is outside the range or choices
	 */
	public static void check(final ModuleItem<?> item, final Object value) {
		if (value instanceof Number number) checkRange(item, number);
		final List<?> choices = choices(item);
		if (value == null || choices.isEmpty() || choices.contains(value)) return;
		throw new InvalidInputException(name(item) + " is \"" + value + "\" but must be one of: " + String.join(", ",
			choices.stream().map(String::valueOf).toList()) + ".");
	}

	private static int rank(final Module module, final ModuleItem<?> item) {
		final boolean own = Arrays.stream(module.getClass().getDeclaredFields()).anyMatch(field -> field.getName().equals(item
			.getName()));
		if (!own) return 1;
		return has(module, item, LAST) ? 2 : 0;
	}

	/** @return whether the annotation of the input has the attribute */
	static boolean has(final Module module, final ModuleItem<?> item, final String attribute) {
		return attribute(module, item, attribute) != null;
	}

	/** @return an attribute of the input's annotation, or null; the items of a dynamic command have lost theirs */
	public static String attribute(final Module module, final ModuleItem<?> item, final String attribute) {
		for (Class<?> type = module.getClass(); type != null; type = type.getSuperclass()) {
			for (final Field field : type.getDeclaredFields()) {
				final Parameter annotation = field.getName().equals(item.getName()) ? field.getAnnotation(Parameter.class) : null;
				if (annotation == null) continue;
				return Arrays.stream(annotation.attrs()).filter(attr -> attr.name().equals(attribute)).map(Attr::value)
					.findFirst().orElse(null);
			}
		}
		return null;
	}

	/** @return the values the item is restricted to, or nothing */
	public static List<?> choices(final ModuleItem<?> item) {
		final List<?> choices = item.getChoices();
		return choices == null ? List.of() : choices;
	}

	/** @return the item's name as it appears in a sentence, e.g. {@code "Patch size (patch_size)"} */
	public static String name(final ModuleItem<?> item) {
		final String words = item.getName().replace('_', ' ');
		final String key = words.equals(item.getName()) ? "" : " (" + item.getName() + ")";
		return Character.toUpperCase(words.charAt(0)) + words.substring(1) + key;
	}

	private static boolean settable(final ModuleItem<?> item) {
		return !Service.class.isAssignableFrom(item.getType()) && item.getType() != Context.class;
	}

	private static void checkRange(final ModuleItem<?> item, final Number number) {
		final Number min = (Number) item.getMinimumValue();
		final Number max = (Number) item.getMaximumValue();
		final double value = number.doubleValue();
		// Written so that NaN fails.
		final boolean low = min != null && !(value >= min.doubleValue());
		final boolean high = max != null && !(value <= max.doubleValue());
		if (!low && !high) return;
		final String range = min == null ? "at most " + max : max == null ? "at least " + min : "between " + min + " and " +
			max;
		throw new InvalidInputException(name(item) + " is " + number + " but must be " + range + ".");
	}
}
