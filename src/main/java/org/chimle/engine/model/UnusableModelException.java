package org.chimle.engine.model;

import java.io.IOException;

/** Why a model file cannot be used: a clause that {@link ModelFile} completes to the sentence for the user. */
final class UnusableModelException extends IOException {

	private static final long serialVersionUID = 1L;

	/** @param problem a clause, e.g. {@code "its weights contain NaN"} */
	UnusableModelException(final String problem) {
		super(problem);
	}
}
