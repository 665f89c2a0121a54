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
	 * Tells pairs of the same name apart, without reading them.
	 *
	 * @param index 0..size-1
	 * @return a number that changes when the pair's pixels do; 0 where that is not known
	 */
	default long fingerprint(final int index) {
		return 0;
	}

	/**
	 * Reads a pair. The same index always gives the same pair.
	 *
	 * @param index 0..size-1
	 * @return the pair, normalised to [0, 1]
	 */
	ImagePair get(int index);

	/**
	 * Reads a pair whose input may be made with noise: a source that makes its inputs draws the noise anew for every
	 * number.
	 *
	 * @param index 0..size-1
	 * @param draw decides the noise; 0 is what {@link #get(int)} gives
	 * @return the pair, always the same for the same arguments
	 */
	default ImagePair get(final int index, final long draw) {
		return get(index);
	}

	/** @return how the inputs are made of the targets; {@link Degradation#NONE} where they were observed */
	default Degradation degradation() {
		return Degradation.NONE;
	}
}
