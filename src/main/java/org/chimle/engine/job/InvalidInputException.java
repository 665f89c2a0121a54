package org.chimle.engine.job;

/**
 * A user's mistake: a file, image or setting that a job cannot work with. The message is shown as it is, so it is a
 * sentence that says what was found, what was expected and what to do. Hosts show it without a stack trace.
 */
public final class InvalidInputException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** @param message the sentence for the user */
	public InvalidInputException(final String message) {
		super(message);
	}

	/**
	 * @param message the sentence for the user
	 * @param cause what made the program notice
	 */
	public InvalidInputException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
