package org.chimle.command;

import java.io.File;

import org.chimle.engine.job.InvalidInputException;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.prefs.PrefService;

/**
 * The values a user entered last. SciJava's own persistence is off, because it would bring them back in macros and
 * without a screen, and an empty file as the current directory.
 */
final class InputMemory {

	/** The attribute of an input that would be a mistake to repeat. */
	static final String FORGOTTEN = "forgotten";

	/** The input that names a model in every command: read by most, written by training. */
	private static final String MODEL = "model_file";

	private InputMemory() {}

	/** Keeps the values of all inputs that a text can stand for. */
	static void save(final Module module, final PrefService prefs) {
		Inputs.settable(module).filter(item -> isKept(module, item)).forEach(item -> {
			final Object value = module.getInput(item.getName());
			prefs.put(module.getClass(), item.getName(), value == null ? "" : value.toString());
		});
	}

	/** Keeps the model that the command read, wrote or unpacked: any other command offers it as the one to read. */
	static void saveModel(final Module module, final PrefService prefs) {
		final Object model = module.getInfo().getInput(MODEL) == null ? module.getOutputs().get(MODEL) : module.getInput(MODEL);
		if (model instanceof File file && file.isFile()) {
			prefs.put(ChimleCommand.class, MODEL, file.getAbsolutePath());
		}
	}

	/** Sets the inputs that are not resolved to the kept values, where these still make sense. */
	static void recall(final ChimleCommand command, final PrefService prefs) {
		Inputs.settable(command).filter(item -> isKept(command, item)).filter(item -> !command.isInputResolved(item.getName()))
			.forEach(item -> {
				final String text = prefs.get(command.getClass(), item.getName());
				if (text != null) recall(command, item, text);
				final String model = isModelToRead(item) ? prefs.get(ChimleCommand.class, MODEL) : null;
				if (model != null && new File(model).isFile()) command.setInput(MODEL, new File(model));
			});
	}

	private static void recall(final ChimleCommand command, final ModuleItem<?> item, final String text) {
		final Object value = item.getType() == File.class ? file(item, text) : command.context().service(
			ConvertService.class).convert(text, item.getType());
		if (value == null) return;
		try {
			Inputs.check(item, value);
		}
		catch (final InvalidInputException exc) {
			return; // an older version allowed it
		}
		command.setInput(item.getName(), value);
	}

	/** Folders and models may be gone, and so may the folder that a new model is to be written to. */
	private static File file(final ModuleItem<?> item, final String text) {
		if (text.isBlank()) return null;
		final File file = new File(text);
		final File needed = "save".equals(item.getWidgetStyle()) ? file.getAbsoluteFile().getParentFile() : file;
		return needed != null && needed.exists() ? file : null;
	}

	private static boolean isModelToRead(final ModuleItem<?> item) {
		return item.getName().equals(MODEL) && !"save".equals(item.getWidgetStyle());
	}

	private static boolean isKept(final Module module, final ModuleItem<?> item) {
		final Class<?> type = item.getType();
		if (Inputs.has(module, item, FORGOTTEN)) return false;
		return type.isPrimitive() || type == String.class && !OpenImages.isChoice(item) || type == File.class;
	}
}
