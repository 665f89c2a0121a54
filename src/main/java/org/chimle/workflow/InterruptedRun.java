package org.chimle.workflow;

import java.util.Locale;

/** What becomes of an interrupted training run whose checkpoint lies beside the model file. */
public enum InterruptedRun {

	/** It is kept: a new run to the same model file is refused. */
	KEEP,

	/** It goes on as if it had never stopped. */
	RESUME,

	/** It is given up, and a new run begins. */
	DISCARD;

	/** @return the name shown to users, lower case */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}
}
