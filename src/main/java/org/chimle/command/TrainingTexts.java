package org.chimle.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.chimle.engine.config.Preset;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;

/** The settings of a training as dialogs and macros write them. */
final class TrainingTexts {

	private TrainingTexts() {}

	/** @return the task with that label */
	static Task task(final String label) {
		return List.of(Task.values()).stream().filter(value -> value.label().equals(label)).findFirst().orElseThrow();
	}

	/** @return the preset of that name */
	static Preset preset(final String name) {
		return Preset.valueOf(name.toUpperCase(Locale.ROOT));
	}

	/**
	 * @param text whole numbers with commas or blanks between them, or nothing
	 * @return the numbers
	 * @throws InvalidInputException if one is none
	 */
	static List<Integer> samplesPerLevel(final String text) {
		final List<Integer> counts = new ArrayList<>();
		if (text == null || text.isBlank()) return counts;
		for (final String word : text.trim().split("[,;\\s]+")) {
			try {
				counts.add(Integer.valueOf(word));
			}
			catch (final NumberFormatException exc) {
				throw new InvalidInputException("Samples per level (samples_per_level) is \"" + text +
					"\" but must be whole numbers with commas between them, e.g. 200,200,20, or empty.", exc);
			}
		}
		return counts;
	}
}
