package org.chimle.engine.config;

import org.chimle.engine.job.InvalidInputException;

/** Range checks whose failure reads as a sentence. */
final class Check {

	private Check() {}

	static void range(final String what, final long value, final long min, final long max) {
		if (value < min || value > max) {
			throw new InvalidInputException("The " + what + " is " + value + " but must lie between " + min + " and " + max +
				".");
		}
	}

	static void range(final String what, final double value, final double min, final double max) {
		if (!(value >= min && value <= max)) {
			throw new InvalidInputException("The " + what + " is " + value + " but must lie between " + min + " and " + max +
				".");
		}
	}

	static <T> T given(final String what, final T value) {
		if (value == null) throw new InvalidInputException("The " + what + " is missing.");
		return value;
	}
}
