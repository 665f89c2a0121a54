package org.chimle.engine.train;

import ai.djl.ndarray.NDManager;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.chimle.engine.model.Rescoring;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * Finds the nearest of many candidates, in chunks of bounded memory. With weights in a shorter format too, all
 * candidates are compared by outputs computed in it, and the {@value #RESCORED} nearest again in float32. A distance that is not a
 * number is farther than any other.
 */
final class Comparison {

	/** Candidates that are compared again in float32. */
	static final int RESCORED = 4;

	/**
	 * The nearest of several candidates.
	 *
	 * @param seed its seed
	 * @param distance its distance to the target, computed with weights in float32
	 */
	record Nearest(long seed, double distance) {}

	/** Computes the distances of a chunk of candidates in the precision of given weights. */
	@FunctionalInterface
	interface ChunkDistances {

		/** @return the distance of every candidate of the chunk */
		float[] of(Weights precision, List<Long> chunk);
	}

	private final SearchWeights weights;
	private final SearchMemory memory;
	private final NDManager manager;
	private Rescoring rescoring = Rescoring.NONE;

	/**
	 * @param weights those of now
	 * @param memory of the chunks
	 * @param manager on the device
	 */
	Comparison(final SearchWeights weights, final SearchMemory memory, final NDManager manager) {
		this.weights = weights;
		this.memory = memory;
		this.manager = manager;
	}

	/** @return how often the choice so far was made anew in float32 */
	Rescoring rescoring() {
		return rescoring;
	}

	/**
	 * @param seeds the candidates
	 * @param bytesEach what each needs, about
	 * @param distances computes the distances of a chunk
	 * @return the nearest; the first of equals
	 */
	Nearest nearest(final List<Long> seeds, final long bytesEach, final ChunkDistances distances) {
		if (weights.rough() == null || seeds.size() <= RESCORED) return exactlyNearest(seeds, bytesEach, distances);
		final float[] rough = all(weights.rough(), seeds, bytesEach, distances);
		if (hasNaN(rough)) { // outputs left the range of the format
			rescoring = rescoring.plus(new Rescoring(0, 0, 1));
			return exactlyNearest(seeds, bytesEach, distances);
		}
		final List<Integer> nearest = IntStream.range(0, rough.length).boxed().sorted(Comparator.comparing(i -> rough[i]))
			.limit(RESCORED).toList();
		final Nearest winner = exactlyNearest(nearest.stream().sorted().map(seeds::get).toList(), bytesEach, distances);
		final boolean changed = winner.seed != seeds.get(nearest.get(0));
		rescoring = rescoring.plus(new Rescoring(1, changed ? 1 : 0, 0));
		return winner;
	}

	private static boolean hasNaN(final float[] values) {
		for (final float value : values) if (Float.isNaN(value)) return true;
		return false;
	}

	private Nearest exactlyNearest(final List<Long> seeds, final long bytesEach, final ChunkDistances distances) {
		final float[] found = all(weights.exact(), seeds, bytesEach, distances);
		int best = 0;
		for (int i = 1; i < found.length; i++) if (Float.compare(found[i], found[best]) < 0) best = i;
		return new Nearest(seeds.get(best), found[best]);
	}

	/** @return the distance of every candidate */
	private float[] all(final Weights precision, final List<Long> seeds, final long bytesEach,
		final ChunkDistances distances)
	{
		final float[] result = new float[seeds.size()];
		for (int start = 0; start < seeds.size();) {
			final List<Long> chunk = seeds.subList(start, Math.min(seeds.size(), start + memory.candidates(bytesEach)));
			try {
				final float[] found = Scope.get(() -> distances.of(precision, chunk));
				System.arraycopy(found, 0, result, start, found.length);
				start += chunk.size();
			}
			catch (final RuntimeException | OutOfMemoryError exc) {
				if (!memory.halve(chunk.size(), bytesEach, manager, exc)) throw exc;
			}
		}
		return result;
	}
}
