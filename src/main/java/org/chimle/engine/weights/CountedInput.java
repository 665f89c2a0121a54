package org.chimle.engine.weights;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes taken from a stream and ends it after a number of them. */
final class CountedInput extends FilterInputStream {

	private final long most;
	private long count;

	CountedInput(final InputStream in, final long most) {
		super(in);
		this.most = most;
	}

	/** @return bytes taken so far */
	long count() {
		return count;
	}

	@Override
	public int read() throws IOException {
		if (count >= most) return -1;
		final int value = super.read();
		if (value >= 0) count++;
		return value;
	}

	@Override
	public int read(final byte[] bytes, final int offset, final int length) throws IOException {
		if (count >= most) return length == 0 ? 0 : -1;
		final int read = super.read(bytes, offset, (int) Math.min(length, most - count));
		if (read > 0) count += read;
		return read;
	}
}
