package org.chimle.engine.weights;

import java.io.IOException;

/** Why a file of weights cannot be used: a clause that {@link TensorFile} completes to the sentence for the user. */
final class UnusableWeightsException extends IOException {

	private static final long serialVersionUID = 1L;

	/** @param problem a clause, e.g. {@code "its tensor lin0.weight contains NaN"} */
	UnusableWeightsException(final String problem) {
		super(problem);
	}
}
