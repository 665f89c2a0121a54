package org.chimle.engine.train;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/** At which level the search is for the pair whose code comes next. Searches tell from their threads. */
final class SearchLevels {

	private final int levels;
	private final AtomicIntegerArray reached;
	private volatile int found;

	/**
	 * @param pairs searched for, side by side
	 * @param levels of the model
	 */
	SearchLevels(final int pairs, final int levels) {
		this.levels = levels;
		reached = new AtomicIntegerArray(pairs);
	}

	/** @return to be told the levels, from 1, at which the search for a pair arrives */
	IntConsumer of(final int pair) {
		return level -> reached.set(pair, level);
	}

	/** The code of the next pair has come. */
	void found() {
		found++;
	}

	/** @return e.g. {@code "level 2 of 3"}; empty if all is found, and for strategies that compare whole codes */
	String words() {
		final int level = found < reached.length() ? reached.get(found) : 0;
		return level == 0 ? "" : "level " + level + " of " + levels;
	}
}
