package org.chimle.worker;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import org.apposed.appose.SharedMemory;

/**
 * Memory that both processes see, through which arrays of any length travel in pieces. It is small and kept as long as
 * the process, because systems bound such memory and do not take it back from a process that is killed.
 */
final class SharedBlock implements AutoCloseable {

	/** Floats that fit: 16 MiB. */
	static final int FLOATS = 1 << 22;

	private final SharedMemory memory;
	private final FloatBuffer floats;

	private SharedBlock(final SharedMemory memory) {
		this.memory = memory;
		// Whichever of the two processes lives longer takes the block back.
		memory.unlinkOnClose(true);
		floats = memory.buf(0, (long) FLOATS * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
	}

	/** @return a new block */
	static SharedBlock create() {
		return new SharedBlock(SharedMemory.create((long) FLOATS * Float.BYTES));
	}

	/** @return the block of that name, made by the other process */
	static SharedBlock attach(final String name) {
		return new SharedBlock(SharedMemory.attach(name, (long) FLOATS * Float.BYTES));
	}

	String name() {
		return memory.name();
	}

	/** Copies values from..from+count-1 into the block. */
	void put(final float[] values, final int from, final int count) {
		floats.put(0, values, from, count);
	}

	/** Copies the block's first values to from..from+count-1. */
	void take(final float[] values, final int from, final int count) {
		floats.get(0, values, from, count);
	}

	@Override
	public void close() {
		memory.close();
	}
}
