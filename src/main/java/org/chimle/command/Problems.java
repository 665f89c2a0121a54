package org.chimle.command;

import org.chimle.engine.job.InvalidInputException;

/** Tells a user's mistake, which is shown as a sentence, from a fault of the program. */
final class Problems {

	private Problems() {}

	static boolean isUsersMistake(final RuntimeException exc) {
		return exc instanceof InvalidInputException;
	}
}
