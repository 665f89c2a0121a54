package org.chimle.workflow;

import java.util.EnumSet;
import java.util.Set;

import org.chimle.engine.job.InvalidInputException;

/**
 * What a generation job is to make.
 *
 * @param kinds at least one
 * @param threshold intensity of {@link Output#AGREEMENT} in the units of the result; NaN for Otsu's threshold of the
 *          mean over the samples, one per channel
 */
public record Outputs(Set<Output> kinds, double threshold) {

	/** The word for a threshold that is found automatically. */
	public static final String AUTOMATIC = "auto";

	/** Copies the set. */
	public Outputs {
		if (kinds.isEmpty()) {
			throw new InvalidInputException("Neither the samples nor anything made of them is asked for; tick at least one " +
				"output, or keep the samples.");
		}
		kinds = Set.copyOf(kinds);
	}

	/** @return samples, and what is ticked besides */
	public static Outputs of(final boolean mean, final boolean standardDeviation) {
		final Set<Output> kinds = EnumSet.of(Output.SAMPLES);
		if (mean) kinds.add(Output.MEAN);
		if (standardDeviation) kinds.add(Output.STANDARD_DEVIATION);
		return new Outputs(kinds, Double.NaN);
	}

	/**
	 * @param text a number, or {@value #AUTOMATIC}
	 * @return the threshold, NaN if it is to be found
	 * @throws InvalidInputException if the text is neither
	 */
	public static double threshold(final String text) {
		if (text == null || text.isBlank() || text.strip().equalsIgnoreCase(AUTOMATIC)) return Double.NaN;
		try {
			final double value = Double.parseDouble(text.strip());
			if (Double.isFinite(value)) return value;
		}
		catch (final NumberFormatException exc) {
			throw notANumber(text, exc);
		}
		throw notANumber(text, null);
	}

	private static InvalidInputException notANumber(final String text, final Exception cause) {
		return new InvalidInputException("The threshold is \"" + text + "\" but must be a number in the units of the image, " +
			"or " + AUTOMATIC + ".", cause);
	}

	/** @return whether the output is asked for */
	public boolean has(final Output output) {
		return kinds.contains(output);
	}

	/** @return whether a threshold has to be found */
	boolean findsThreshold() {
		return has(Output.AGREEMENT) && Double.isNaN(threshold);
	}
}
