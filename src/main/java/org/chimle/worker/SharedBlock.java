package org.chimle.worker;

import java.nio.ByteBuffer;

import org.apposed.appose.SharedMemory;

/**
 * Memory that both processes see, through which arrays of any length travel in pieces. It is small and kept as long as
 * the process, because systems bound such memory and do not take it back from a process that is killed.
 */
final class SharedBlock implements AutoCloseable {

	private static final int BYTES = 1 << 24;

	private final SharedMemory memory;
	private final ByteBuffer bytes;

	private SharedBlock(final SharedMemory memory) {
		this.memory = memory;
		// Whichever of the two processes lives longer takes the block back.
		memory.unlinkOnClose(true);
		bytes = ArrayKind.ordered(memory.buf(0, BYTES));
	}

	/** @return a new block */
	static SharedBlock create() {
		return new SharedBlock(SharedMemory.create(BYTES));
	}

	/** @return the block of that name, made by the other process */
	static SharedBlock attach(final String name) {
		return new SharedBlock(SharedMemory.attach(name, BYTES));
	}

	/** @return how many elements fit */
	static int capacity(final ArrayKind kind) {
		return BYTES / kind.bytes();
	}

	String name() {
		return memory.name();
	}

	/** Copies elements from..from+count-1 of an array into the block. */
	void put(final Object array, final int from, final int count) {
		ArrayKind.of(array).put(bytes, array, from, count);
	}

	/** Copies the block's first elements to from..from+count-1 of an array. */
	void take(final Object array, final int from, final int count) {
		ArrayKind.of(array).take(bytes, array, from, count);
	}

	@Override
	public void close() {
		memory.close();
	}
}
