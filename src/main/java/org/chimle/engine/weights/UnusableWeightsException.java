package org.chimle.engine.weights;

import java.io.IOException;

/** Why a file of weights cannot be used: a clause that {@link TensorFile} completes to the sentence for the user. */
final class UnusableWeightsException extends IOException {

	private static final long serialVersionUID = 1L;

	/** What comes from a file may not fill the user's screen. */
	private static final int LONGEST = 300;

	/**
	 * @param problem a clause, e.g. {@code "its tensor lin0.weight contains NaN"}; what it says of the file may be what the
	 *          file says of itself, so it is shortened and control characters are replaced
	 */
	UnusableWeightsException(final String problem) {
		super(harmless(problem));
	}

	private static String harmless(final String problem) {
		final String plain = problem.substring(0, Math.min(LONGEST, problem.length())).replaceAll("\\p{Cntrl}", "?");
		return problem.length() > LONGEST ? plain + "..." : plain;
	}
}
