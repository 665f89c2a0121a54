package org.chimle.engine.model;

import java.util.Arrays;

/**
 * The latent code of a sample, as one seed per level. The numbers themselves (the global code and the local code of
 * every level) are a function of the level's seed and the position alone, see {@link CodeNoise}; so a code is a few
 * bytes, can be written down, and gives the same sample on any device, batch size or tiling. Replacing the seed of one
 * level varies that level and keeps the others.
 *
 * @param levelSeeds the seed of every level, coarsest first
 */
public record LatentCode(long... levelSeeds) {

	/** Copies the array. */
	public LatentCode {
		levelSeeds = levelSeeds.clone();
	}

	/**
	 * The code of a user's sample.
	 *
	 * @param seed the user's seed
	 * @param sample index of the sample, from 0
	 * @param levels number of levels
	 * @return the code
	 */
	public static LatentCode ofSample(final long seed, final int sample, final int levels) {
		final long[] seeds = new long[levels];
		for (int l = 0; l < levels; l++) seeds[l] = CodeNoise.mix(seed, sample, l);
		return new LatentCode(seeds);
	}

	/** @return a copy of the seeds */
	@Override
	public long[] levelSeeds() {
		return levelSeeds.clone();
	}

	/** @return the seed of a level, from 0 */
	public long seed(final int level) {
		return levelSeeds[level];
	}

	/** @return this code with the seed of one level replaced */
	public LatentCode with(final int level, final long seed) {
		final long[] seeds = levelSeeds.clone();
		seeds[level] = seed;
		return new LatentCode(seeds);
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof LatentCode code && Arrays.equals(levelSeeds, code.levelSeeds);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(levelSeeds);
	}

	@Override
	public String toString() {
		return Arrays.toString(levelSeeds);
	}
}
