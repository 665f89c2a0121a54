package org.chimle.engine.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a file from a place on, read without moving the channel, so that streams do not disturb each other. */
final class FileRegion extends InputStream {

	private final FileChannel channel;
	private final long end;
	private long position;

	FileRegion(final FileChannel channel, final long start, final long end) {
		this.channel = channel;
		this.end = end;
		position = start;
	}

	@Override
	public int read() throws IOException {
		final byte[] one = new byte[1];
		return read(one, 0, 1) < 1 ? -1 : one[0] & 255;
	}

	@Override
	public int read(final byte[] bytes, final int offset, final int length) throws IOException {
		if (length == 0) return 0;
		final int wanted = (int) Math.min(length, end - position);
		if (wanted <= 0) return -1;
		final int read = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
		if (read > 0) position += read;
		return read;
	}
}
