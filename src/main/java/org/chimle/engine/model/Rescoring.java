package org.chimle.engine.model;

/**
 * How often scoring the nearest candidates of a search in a shorter format again in float32 changed which of them wins.
 *
 * @param searches comparisons of candidates, at one level for one pair each
 * @param changed how many of them ended with another winner
 */
public record Rescoring(long searches, long changed) {

	/** No comparison yet. */
	public static final Rescoring NONE = new Rescoring(0, 0);

	/** Checks that it can be. */
	public Rescoring {
		if (changed < 0 || changed > searches) throw new IllegalArgumentException("its counts contradict each other");
	}

	/** @return both together */
	public Rescoring plus(final Rescoring more) {
		return new Rescoring(searches + more.searches, changed + more.changed);
	}
}
