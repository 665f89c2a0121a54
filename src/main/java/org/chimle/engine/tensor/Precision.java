package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.util.Locale;

/** Formats of the numbers that networks are computed with. */
public enum Precision {
	/** 24 significant bits; what models are trained and sampled in. */
	FLOAT32,
	/** 11 significant bits up to 65504; quick on GPUs, slow on processors. */
	FLOAT16,
	/** 8 significant bits and the range of float32; quick on processors with instructions for it, slow on others. */
	BFLOAT16;

	/** How many times as quick a format has to be on a processor to count as quick there. */
	private static final double WORTHWHILE = 1.5;
	private static final int ROUNDS = 3;

	/** Whether this computer's processor is quick with bfloat16; null as long as nobody has asked. */
	private static Boolean quickProcessor;

	/** @return the format of an array of numbers with fractions */
	static Precision of(final NDArray x) {
		final DataType type = x.getDataType();
		if (type == DataType.FLOAT32) return FLOAT32;
		return type == DataType.FLOAT16 ? FLOAT16 : BFLOAT16; // which DJL has no name for
	}

	/** @return the array in this format, in the same order in memory; itself if it is */
	NDArray cast(final NDArray x) {
		if (of(x) == this) return x;
		return switch (this) {
			case FLOAT32 -> x.toType(DataType.FLOAT32, false);
			case FLOAT16 -> x.toType(DataType.FLOAT16, false);
			case BFLOAT16 -> BFloat16.of(x);
		};
	}

	/**
	 * The format to take a first look in. On processors it is found by trying once.
	 *
	 * @param manager on the device
	 * @return the shorter format in which the device convolves much faster than in float32, or float32 if there is none
	 */
	public static Precision quick(final NDManager manager) {
		if (manager.getDevice().isGpu()) return FLOAT16;
		return isQuickProcessor(manager) ? BFLOAT16 : FLOAT32;
	}

	private static synchronized boolean isQuickProcessor(final NDManager manager) {
		if (quickProcessor == null) quickProcessor = WORTHWHILE * seconds(manager, BFLOAT16) < seconds(manager, FLOAT32);
		return quickProcessor;
	}

	/** @return the least time of a convolution of 0.3 GFLOP */
	private static double seconds(final NDManager manager, final Precision precision) {
		return Scope.get(() -> {
			final NDArray x = precision.cast(Ops.channelsLast(manager.ones(new Shape(8, 64, 32, 32))));
			final NDArray weight = precision.cast(Ops.channelsLast(manager.ones(new Shape(32, 64, 3, 3))));
			final NDArray bias = precision.cast(manager.ones(new Shape(32)));
			double least = Double.POSITIVE_INFINITY;
			for (int i = 0; i < ROUNDS; i++) {
				final long start = System.nanoTime();
				Ops.convolution(x, weight, bias).close();
				least = Math.min(least, (System.nanoTime() - start) * 1e-9);
			}
			return least;
		});
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
