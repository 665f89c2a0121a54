package org.chimle.engine.distribution;

import java.util.Arrays;
import java.util.Random;

/** Random choices without repetition. */
final class Subsets {

	private Subsets() {}

	/** @return size different indices below count, in random order (Fisher and Yates) */
	static int[] draw(final int count, final int size, final Random random) {
		final int[] indices = new int[count];
		for (int i = 0; i < count; i++) indices[i] = i;
		for (int i = 0; i < size; i++) {
			final int other = i + random.nextInt(count - i);
			final int chosen = indices[other];
			indices[other] = indices[i];
			indices[i] = chosen;
		}
		return Arrays.copyOf(indices, size);
	}
}
