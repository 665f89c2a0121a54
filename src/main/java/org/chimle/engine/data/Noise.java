package org.chimle.engine.data;

import java.util.SplittableRandom;

/**
 * Random numbers of the distributions that the JDK either lacks or does not promise to keep from release to release;
 * images that are made with them must come out the same on every one.
 */
public final class Noise {

	/** From here on a Poisson distribution is replaced by the normal one with its mean and variance. */
	private static final double MANY = 60;

	private Noise() {}

	/** @return a number from N(0, 1), by Box and Muller's method */
	public static double normal(final SplittableRandom random) {
		final double u = 1 - random.nextDouble();
		return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * random.nextDouble());
	}

	/** @return a number from [low, high) */
	public static double uniform(final SplittableRandom random, final double low, final double high) {
		return low + (high - low) * random.nextDouble();
	}

	/** @return a count with the given mean, by Knuth's product of uniforms where the mean is small */
	public static long poisson(final SplittableRandom random, final double mean) {
		if (mean >= MANY) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
		final double limit = StrictMath.exp(-mean);
		long count = 0;
		for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) count++;
		return count;
	}
}
