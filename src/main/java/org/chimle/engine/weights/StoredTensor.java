package org.chimle.engine.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor that lies in a file, row by row.
 *
 * @param type of its numbers
 * @param shape as the file says
 * @param source gives its bytes
 */
record StoredTensor(ElementType type, List<Long> shape, Source source) {

	private static final int CHUNK = 1 << 14;

	/** Opens the bytes of a tensor. */
	@FunctionalInterface
	interface Source {

		/** @return a stream whose next byte is the first of the tensor */
		InputStream open() throws IOException;
	}

	/** Copies the list. */
	StoredTensor {
		shape = List.copyOf(shape);
	}

	/**
	 * @param size the number of values, already compared with the shape
	 * @return the values, row-major
	 * @throws IOException if there are fewer, or the numbers are of an unusable kind
	 */
	float[] values(final int size) throws IOException {
		if (!type.isFraction()) {
			throw new UnusableWeightsException("stores whole numbers (" + type + ") where weights are fractions");
		}
		final float[] values = new float[size];
		final ByteBuffer buffer = ByteBuffer.allocate(CHUNK * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
		try (InputStream in = source.open()) {
			for (int start = 0; start < size; start += CHUNK) {
				final int count = Math.min(CHUNK, size - start);
				final int wanted = count * type.bytes();
				if (in.readNBytes(buffer.array(), 0, wanted) < wanted) throw new EOFException("ends too early");
				type.decode(buffer.clear().limit(wanted), values, start, count);
			}
		}
		return values;
	}
}
