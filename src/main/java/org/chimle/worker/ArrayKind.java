package org.chimle.worker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The arrays that travel through shared memory. */
enum ArrayKind {
	BYTE(Byte.BYTES, byte[].class) {

		@Override
		Object create(final int length) {
			return new byte[length];
		}

		@Override
		void put(final ByteBuffer to, final Object array, final int from, final int count) {
			to.put(0, (byte[]) array, from, count);
		}

		@Override
		void take(final ByteBuffer of, final Object array, final int from, final int count) {
			of.get(0, (byte[]) array, from, count);
		}
	},
	SHORT(Short.BYTES, short[].class) {

		@Override
		Object create(final int length) {
			return new short[length];
		}

		@Override
		void put(final ByteBuffer to, final Object array, final int from, final int count) {
			to.asShortBuffer().put(0, (short[]) array, from, count);
		}

		@Override
		void take(final ByteBuffer of, final Object array, final int from, final int count) {
			of.asShortBuffer().get(0, (short[]) array, from, count);
		}
	},
	INT(Integer.BYTES, int[].class) {

		@Override
		Object create(final int length) {
			return new int[length];
		}

		@Override
		void put(final ByteBuffer to, final Object array, final int from, final int count) {
			to.asIntBuffer().put(0, (int[]) array, from, count);
		}

		@Override
		void take(final ByteBuffer of, final Object array, final int from, final int count) {
			of.asIntBuffer().get(0, (int[]) array, from, count);
		}
	},
	FLOAT(Float.BYTES, float[].class) {

		@Override
		Object create(final int length) {
			return new float[length];
		}

		@Override
		void put(final ByteBuffer to, final Object array, final int from, final int count) {
			to.asFloatBuffer().put(0, (float[]) array, from, count);
		}

		@Override
		void take(final ByteBuffer of, final Object array, final int from, final int count) {
			of.asFloatBuffer().get(0, (float[]) array, from, count);
		}
	},
	DOUBLE(Double.BYTES, double[].class) {

		@Override
		Object create(final int length) {
			return new double[length];
		}

		@Override
		void put(final ByteBuffer to, final Object array, final int from, final int count) {
			to.asDoubleBuffer().put(0, (double[]) array, from, count);
		}

		@Override
		void take(final ByteBuffer of, final Object array, final int from, final int count) {
			of.asDoubleBuffer().get(0, (double[]) array, from, count);
		}
	};

	private final int bytes;
	private final Class<?> type;

	ArrayKind(final int bytes, final Class<?> type) {
		this.bytes = bytes;
		this.type = type;
	}

	/** @return the kind of an array */
	static ArrayKind of(final Object array) {
		for (final ArrayKind kind : values()) if (kind.type == array.getClass()) return kind;
		throw new IllegalArgumentException(array.getClass() + " cannot travel");
	}

	/** @return bytes of an element */
	int bytes() {
		return bytes;
	}

	Class<?> type() {
		return type;
	}

	/** @return a new array */
	abstract Object create(int length);

	/** Copies elements from..from+count-1 of an array to the start of a buffer. */
	abstract void put(ByteBuffer to, Object array, int from, int count);

	/** Copies the start of a buffer to elements from..from+count-1 of an array. */
	abstract void take(ByteBuffer of, Object array, int from, int count);

	/** @return the buffer with the byte order in which both processes read it */
	static ByteBuffer ordered(final ByteBuffer buffer) {
		return buffer.order(ByteOrder.nativeOrder());
	}
}
