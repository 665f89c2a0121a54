package org.chimle.engine.data;

/** A list of image pairs that are read when they are asked for; the port through which training gets its data. */
public interface PairSource {

	/** @return the number of pairs */
	int size();

	/**
	 * @param index 0..size-1
	 * @return the name of the pair, without reading it
	 */
	String name(int index);

	/**
	 * Reads a pair. The same index always gives the same pair.
	 *
	 * @param index 0..size-1
	 * @return the pair, normalised to [0, 1]
	 */
	ImagePair get(int index);
}
