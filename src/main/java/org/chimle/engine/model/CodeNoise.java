package org.chimle.engine.model;

import org.chimle.engine.data.FloatImage;

/**
 * Standard normal numbers as a pure function of (seed, channel, y, x): a counter-based generator. There is no state, so
 * a tile, a batch or another device gets the same noise as the whole image. The seed {@link #ZERO} stands for the zero
 * code.
 */
public final class CodeNoise {

	/** The seed whose noise is zero everywhere: the most likely code, and that of a regression. */
	public static final long ZERO = 0;

	private static final long GOLDEN = 0x9E3779B97F4A7C15L;

	private CodeNoise() {}

	/** @return a well-mixed 64-bit combination of the numbers; the order matters */
	public static long mix(final long... numbers) {
		long state = 0;
		for (final long number : numbers) state = finalise(state * 31 + GOLDEN + number);
		return state;
	}

	/**
	 * The global code of a level: the input of its mapping network.
	 *
	 * @param seed the level's seed
	 * @param length number of values
	 * @return values from N(0, 1)
	 */
	public static float[] global(final long seed, final int length) {
		final float[] values = new float[length];
		if (seed == ZERO) return values;
		final long key = mix(seed, -1);
		for (int i = 0; i < length; i++) values[i] = normal(key, i);
		return values;
	}

	/**
	 * The local code of a level: a noise image.
	 *
	 * @param seed the level's seed
	 * @param channels number of channels
	 * @param height rows
	 * @param width columns
	 * @return values from N(0, 1), shape (channels, height, width)
	 * @throws org.chimle.engine.job.InvalidInputException if an array cannot have as many
	 */
	public static float[] local(final long seed, final int channels, final int height, final int width) {
		final float[] values = new float[FloatImage.length(channels, height, width)];
		if (seed == ZERO) return values;
		int i = 0;
		for (int c = 0; c < channels; c++) {
			final long key = mix(seed, c);
			for (int y = 0; y < height; y++) {
				for (int x = 0; x < width; x++) values[i++] = normal(key, (long) y << 32 | x);
			}
		}
		return values;
	}

	/** Box-Muller on two uniform numbers hashed from one counter; 24 bits each are plenty for float32 noise. */
	private static float normal(final long key, final long counter) {
		final long bits = finalise(key + GOLDEN * (counter + 1));
		final double u = ((bits >>> 40) + 1) * 0x1p-24;
		final double v = (bits & 0xFFFFFF) * 0x1p-24;
		return (float) (Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v));
	}

	/** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
	private static long finalise(final long value) {
		long z = value;
		z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
		z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
		return z ^ z >>> 31;
	}
}
