package org.chimle.cli;

import java.io.PrintStream;

/**
 * Where a command prints. Results go to the standard output, so that they can be piped; progress and messages go to the
 * standard error.
 */
final class Terminal {

	private final PrintStream out;
	private final PrintStream err;
	private final boolean interactive;
	private int shownLength;

	/**
	 * @param out receives results
	 * @param err receives progress and messages
	 * @param interactive whether a line can be rewritten in place
	 */
	Terminal(final PrintStream out, final PrintStream err, final boolean interactive) {
		this.out = out;
		this.err = err;
		this.interactive = interactive;
	}

	PrintStream out() {
		return out;
	}

	PrintStream err() {
		return err;
	}

	boolean isInteractive() {
		return interactive;
	}

	/** Prints a result. */
	synchronized void print(final String line) {
		endStatus();
		out.println(line);
	}

	/** Prints a message. */
	synchronized void say(final String line) {
		endStatus();
		err.println(line);
	}

	/** Shows the state of a job, in place of the state before where the terminal can do that. */
	synchronized void status(final String line) {
		if (!interactive) {
			err.println(line);
			return;
		}
		err.print("\r" + line + " ".repeat(Math.max(0, shownLength - line.length())));
		err.flush();
		shownLength = line.length();
	}

	/** Keeps the state that is shown and goes on below it. */
	synchronized void endStatus() {
		if (shownLength > 0) err.println();
		shownLength = 0;
	}
}
