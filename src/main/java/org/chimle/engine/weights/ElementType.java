package org.chimle.engine.weights;

import java.nio.ByteBuffer;
import java.util.Map;

/** How the numbers of a tensor are stored, little-endian. Only fractions can be weights; others are known by size. */
enum ElementType {

	FLOAT16(2, true), BFLOAT16(2, true), FLOAT32(4, true), FLOAT64(8, true), INT64(8, false), INT32(4, false), INT16(2,
		false), BYTE(1, false);

	private static final Map<String, ElementType> SAFETENSORS = Map.ofEntries(Map.entry("F16", FLOAT16), Map.entry("BF16",
		BFLOAT16), Map.entry("F32", FLOAT32), Map.entry("F64", FLOAT64), Map.entry("I64", INT64), Map.entry("U64", INT64),
		Map.entry("I32", INT32), Map.entry("U32", INT32), Map.entry("I16", INT16), Map.entry("U16", INT16), Map.entry("I8",
			BYTE), Map.entry("U8", BYTE), Map.entry("BOOL", BYTE));

	private static final Map<String, ElementType> NUMPY = Map.ofEntries(Map.entry("<f2", FLOAT16), Map.entry("<f4",
		FLOAT32), Map.entry("<f8", FLOAT64), Map.entry("<i8", INT64), Map.entry("<u8", INT64), Map.entry("<i4", INT32), Map
			.entry("<u4", INT32), Map.entry("<i2", INT16), Map.entry("<u2", INT16), Map.entry("|i1", BYTE), Map.entry("|u1",
				BYTE), Map.entry("|b1", BYTE));

	private static final Map<String, ElementType> TORCH = Map.of("HalfStorage", FLOAT16, "BFloat16Storage", BFLOAT16,
		"FloatStorage", FLOAT32, "DoubleStorage", FLOAT64, "LongStorage", INT64, "IntStorage", INT32, "ShortStorage", INT16,
		"CharStorage", BYTE, "ByteStorage", BYTE, "BoolStorage", BYTE);

	private final int bytes;
	private final boolean fraction;

	ElementType(final int bytes, final boolean fraction) {
		this.bytes = bytes;
		this.fraction = fraction;
	}

	/** @return bytes per number */
	int bytes() {
		return bytes;
	}

	/** @return whether {@link #decode} understands it */
	boolean isFraction() {
		return fraction;
	}

	/** @return the type that the safetensors format calls so, or null */
	static ElementType ofSafetensors(final String name) {
		return SAFETENSORS.get(name);
	}

	/** @return the type that NumPy describes so, or null */
	static ElementType ofNumPy(final String description) {
		return NUMPY.get(description);
	}

	/** @return the type of the elements of the class of {@code torch} that is called so, or null */
	static ElementType ofTorch(final String storage) {
		return TORCH.get(storage);
	}

	/** Takes {@code count} numbers out of a little-endian buffer. */
	void decode(final ByteBuffer from, final float[] to, final int start, final int count) {
		for (int i = start; i < start + count; i++) {
			to[i] = switch (this) {
				case FLOAT16 -> half(from.getShort());
				case BFLOAT16 -> Float.intBitsToFloat(from.getShort() << 16);
				case FLOAT32 -> from.getFloat();
				case FLOAT64 -> (float) from.getDouble();
				default -> throw new IllegalStateException(this + " is no fraction");
			};
		}
	}

	/** IEEE 754 binary16: sign, 5 bits of exponent with bias 15, 10 bits of fraction. */
	private static float half(final short bits) {
		final int exponent = bits >> 10 & 31;
		final int fraction = bits & 1023;
		final double magnitude;
		if (exponent == 31) magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
		else if (exponent == 0) magnitude = Math.scalb((double) fraction, -24);
		else magnitude = Math.scalb(1024.0 + fraction, exponent - 25);
		return (float) (bits < 0 ? -magnitude : magnitude);
	}
}
