package org.chimle.engine.model;

import java.util.Locale;

/**
 * How often scoring the nearest candidates of a search in a shorter format again in float32 changed which of them wins.
 *
 * @param searches comparisons of candidates whose nearest were scored again, at one level for one pair each
 * @param changed how many of them ended with another winner
 * @param beyond comparisons besides, whose distances were no numbers in the shorter format, so that all candidates were scored
 *          again; 0 in earlier files
 */
public record Rescoring(long searches, long changed, long beyond) {

	/** No comparison yet. */
	public static final Rescoring NONE = new Rescoring(0, 0, 0);

	/** Checks that it can be. */
	public Rescoring {
		if (changed < 0 || changed > searches || beyond < 0) {
			throw new IllegalArgumentException("its counts contradict each other");
		}
	}

	/** @return both together */
	public Rescoring plus(final Rescoring more) {
		return new Rescoring(searches + more.searches, changed + more.changed, beyond + more.beyond);
	}

	/**
	 * @param format name of the shorter format
	 * @param nearest how many candidates were scored again
	 * @return a line for the user; empty where there was no comparison
	 */
	public String words(final String format, final int nearest) {
		final StringBuilder words = new StringBuilder();
		if (searches > 0) words.append(String.format(Locale.ROOT, "Of %d comparisons of candidates in %s, %d (%.2g %%) had " +
			"another winner when the %d nearest were compared in float32.", searches, format, changed, 100.0 * changed /
				searches, nearest));
		if (beyond > 0) words.append(searches > 0 ? " " : "").append("Comparisons that left the range of ").append(format).append(
			" and were made in float32 as well, which took longer than float32 alone: ").append(beyond).append('.');
		return words.toString();
	}
}
