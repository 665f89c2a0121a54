package org.chimle.engine.model;

import org.chimle.engine.job.InvalidInputException;

/**
 * Names the latent code of one level: a seed for its global code, one for its local code (see {@link CodeNoise}), and how
 * far both are turned towards the codes of two other seeds. With w in [0, 1]
 *
 * <pre>
 * z = cos(w pi/2) a + sin(w pi/2) b.
 * </pre>
 *
 * The squares of the weights sum to 1, so that z is standard normal like a and b; half a plus half b would have half
 * their variance, and the model has never seen such codes. Independent codes of many numbers are nearly orthogonal, so
 * this is spherical interpolation (Shoemake 1985; White 2016) at constant speed. Where both seeds are the same the code
 * stays what it is.
 *
 * @param global seed of the global code: tone
 * @param local seed of the local code: texture
 * @param otherGlobal seed that the global code is turned towards
 * @param otherLocal seed that the local code is turned towards
 * @param weight w, in [0, 1]
 */
public record LevelSeeds(long global, long local, long otherGlobal, long otherLocal, double weight) {

	/** Checks the weight, and gives equal codes equal names: there is no blend at its ends. */
	public LevelSeeds {
		if (!(weight >= 0 && weight <= 1)) {
			throw new InvalidInputException("The weight of a blend is " + weight + " but must be between 0 and 1.");
		}
		if (weight == 1) {
			global = otherGlobal;
			local = otherLocal;
		}
		if (weight == 0 || weight == 1 || global == otherGlobal && local == otherLocal) {
			otherGlobal = 0;
			otherLocal = 0;
			weight = 0;
		}
	}

	/** A code that is no blend. */
	public LevelSeeds(final long global, final long local) {
		this(global, local, 0, 0, 0);
	}

	/** @return the code that one seed stands for, as in a {@link LatentCode} */
	public static LevelSeeds of(final long seed) {
		return new LevelSeeds(seed, seed);
	}

	/** @return whether the code lies between two others */
	public boolean isBlend() {
		return weight > 0;
	}

	/**
	 * @param other a code that is no blend
	 * @param share how far to turn this code, itself no blend, towards the other, in [0, 1]
	 * @return the code between them
	 */
	public LevelSeeds towards(final LevelSeeds other, final double share) {
		if (isBlend() || other.isBlend()) throw new IllegalArgumentException("Only codes that are no blend can be blended");
		return new LevelSeeds(global, local, other.global, other.local, share);
	}

	/** @return the values of the global code */
	float[] globalCode(final int length) {
		final float[] code = CodeNoise.global(global, length);
		return isBlend() && otherGlobal != global ? between(code, CodeNoise.global(otherGlobal, length)) : code;
	}

	/** @return the values of the local code, shape (channels, height, width) */
	float[] localCode(final int channels, final int height, final int width) {
		final float[] code = CodeNoise.local(local, channels, height, width);
		return isBlend() && otherLocal != local ? between(code, CodeNoise.local(otherLocal, channels, height, width)) : code;
	}

	private float[] between(final float[] a, final float[] b) {
		final double own = Math.cos(weight * Math.PI / 2);
		final double others = Math.sin(weight * Math.PI / 2);
		for (int i = 0; i < a.length; i++) a[i] = (float) (own * a[i] + others * b[i]);
		return a;
	}
}
