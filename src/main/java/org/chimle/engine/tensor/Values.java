package org.chimle.engine.tensor;

import java.util.Arrays;

/** A long row of float32 numbers that can be copied piece by piece, wherever it lies. */
public interface Values {

	/** @return how many there are */
	int size();

	/**
	 * @param start index of the first
	 * @param end index after the last
	 * @return a copy of a piece, {@code end - start} numbers
	 */
	float[] copy(int start, int end);

	/** @return a copy of all */
	default float[] copy() {
		return copy(0, size());
	}

	/** @return the numbers of an array, which is not copied */
	static Values of(final float[] array) {
		return new Values() {

			@Override
			public int size() {
				return array.length;
			}

			@Override
			public float[] copy(final int start, final int end) {
				return Arrays.copyOfRange(array, start, end);
			}
		};
	}
}
