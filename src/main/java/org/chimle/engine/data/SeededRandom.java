package org.chimle.engine.data;

import java.util.SplittableRandom;

/** Random streams that are addressed by numbers, so that any of them can be had without drawing the others first. */
public final class SeededRandom {

	private SeededRandom() {}

	/**
	 * @param address the seed and whatever the stream belongs to, e.g. (seed, epoch, pair); the order matters
	 * @return the stream of that address, always the same
	 */
	public static SplittableRandom of(final long... address) {
		long state = 0;
		for (final long number : address) state = new SplittableRandom(state + number).nextLong();
		return new SplittableRandom(state);
	}
}
