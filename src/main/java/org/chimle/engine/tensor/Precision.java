package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.util.Locale;

/** Formats of the numbers that networks are computed with. */
public enum Precision {
	/** 24 significant bits; what weights are kept in. */
	FLOAT32(DataType.FLOAT32, 6, 4),
	/** 11 significant bits up to 65504; quick on GPUs, slow on processors. */
	FLOAT16(DataType.FLOAT16, 5, 2),
	/** 8 significant bits and the range of float32; quick on processors with instructions for it, slow on others. */
	BFLOAT16(DataType.UNKNOWN, 15, 2);

	/** How many times as quick a format has to be on a processor to count as quick there. */
	private static final double WORTHWHILE = 1.5;
	private static final int ROUNDS = 3;

	/** NaN as long as nobody has asked. */
	private static double processorGain = Double.NaN;

	/** What DJL takes arrays of the format for. */
	private final DataType type;
	/** DJL's own conversion lets no gradient through, and ends the process over bfloat16. */
	private final Script cast;
	private final int bytes;

	/**
	 * @param type what DJL takes arrays of the format for
	 * @param scalarType PyTorch's number of the format
	 * @param bytes of a number
	 */
	Precision(final DataType type, final int scalarType, final int bytes) {
		this.type = type;
		this.bytes = bytes;
		cast = new Script("return torch.to(x, " + scalarType + ")");
	}

	/** @return bytes of a number */
	public int bytes() {
		return bytes;
	}

	/** @return the array in this format, in the same order in memory; itself if it is */
	NDArray cast(final NDArray x) {
		return x.getDataType() == type ? x : cast.of(x);
	}

	/**
	 * The format to compute in where time counts more than the last digits. GPUs shorten the factors of float32
	 * convolutions by themselves; on processors it is found by trying once.
	 *
	 * @param manager on the device
	 * @return bfloat16 where the device is a processor that convolves much faster in it, else float32
	 */
	public static Precision quick(final NDManager manager) {
		return !manager.getDevice().isGpu() && processorGain(manager) >= WORTHWHILE ? BFLOAT16 : FLOAT32;
	}

	/** The same as {@link #quick(NDManager)}, for a device as {@link Torch#device} understands it. */
	public static Precision quick(final String device) {
		try (NDManager manager = Torch.open(device)) {
			return quick(manager);
		}
	}

	/**
	 * The format to take a first look at many candidates in, whose range need not be float32's.
	 *
	 * @param manager on the device
	 * @return float16 on GPUs, else this format
	 */
	public Precision firstLook(final NDManager manager) {
		return manager.getDevice().isGpu() ? FLOAT16 : this;
	}

	/**
	 * The format to go on in where work has begun in this one. It asks for less than {@link #quick}, lest a computer that is
	 * busy for a moment changes its mind.
	 *
	 * @param manager on the device
	 * @return this format, or float32 where that is faster
	 */
	public Precision unlessSlow(final NDManager manager) {
		return this == BFLOAT16 && !manager.getDevice().isGpu() && processorGain(manager) >= 1 ? BFLOAT16 : FLOAT32;
	}

	/** @return how many times as quick this computer's processor is with bfloat16 as with float32 */
	private static synchronized double processorGain(final NDManager manager) {
		if (Double.isNaN(processorGain)) processorGain = seconds(manager, FLOAT32) / seconds(manager, BFLOAT16);
		return processorGain;
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
				Convolutions.convolve(x, weight, bias).close();
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
