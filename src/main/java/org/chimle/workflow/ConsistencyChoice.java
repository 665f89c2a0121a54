package org.chimle.workflow;

import java.util.Locale;

/**
 * Whether samples are made consistent with the image, see {@link org.chimle.engine.data.ConsistencyRule}.
 */
public enum ConsistencyChoice {

	/** Where the pairs that the model was trained on are known to agree. */
	AUTO,
	/** Always; models and images for which it has no meaning are refused. */
	YES,
	/** Never. */
	NO;

	/** @return the word for it in macros */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** @return the choice of that label, which must be one */
	public static ConsistencyChoice of(final String label) {
		return valueOf(label.toUpperCase(Locale.ROOT));
	}
}
