package org.chimle.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.model.CodeNoise;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.LevelState;
import org.chimle.engine.tensor.Scope;

/** The search strategies: the paper's, its baseline and its ablations (Sec. 3.3, Algorithm 1, Fig. 7). */
final class CodeSearches {

	private CodeSearches() {}

	/** @return the strategy a configuration asks for */
	static CodeSearch of(final TrainingConfig config) {
		final List<Integer> m = config.samplesPerLevel();
		return switch (config.search()) {
			case CHIMLE -> (candidates, seed) -> hierarchical(candidates, m, seed);
			case CIMLE -> (candidates, seed) -> flat(candidates, m, seed);
			case NO_ITERATIVE_COMBINATION -> (candidates, seed) -> independent(candidates, m, seed, true);
			case NO_PARTIAL_EVALUATION -> (candidates, seed) -> independent(candidates, m, seed, false);
			case ZERO_CODE -> (candidates, seed) -> zero(candidates);
		};
	}

	/**
	 * Algorithm 1: for l = 1..L draw m_l candidates for component l, keep the components below at the winners, and choose
	 * by the output of level l. The state of the levels below is the same for all candidates and computed once.
	 */
	private static CodeSearch.Found hierarchical(final Candidates candidates, final List<Integer> m, final long seed) {
		return Scope.get(() -> {
			final long[] code = new long[candidates.levels()];
			final List<Double> distances = new ArrayList<>();
			LevelState below = null;
			for (int l = 0; l < code.length; l++) {
				final Comparison.Nearest winner = candidates.nearest(l, seeds(seed, l, m.get(l)), below);
				code[l] = winner.seed();
				distances.add(winner.distance());
				if (l < code.length - 1) below = candidates.state(l, winner.seed(), below);
			}
			return new CodeSearch.Found(new LatentCode(code), distances, candidates.rescoring());
		});
	}

	/**
	 * Conditional IMLE: whole codes, chosen by the final output. It draws as many codes as the level with the most
	 * candidates, which costs more than the hierarchical search does.
	 */
	private static CodeSearch.Found flat(final Candidates candidates, final List<Integer> m, final long seed) {
		final int count = m.stream().mapToInt(Integer::intValue).max().orElseThrow();
		final Comparison.Nearest winner = candidates.nearestWhole(seeds(seed, 0, count), CodeSearches::component);
		final long[] code = new long[candidates.levels()];
		for (int l = 0; l < code.length; l++) code[l] = component(winner.seed(), l);
		return found(candidates, new LatentCode(code));
	}

	/** Components chosen each on top of one random code, by their level's output or by the final one. */
	private static CodeSearch.Found independent(final Candidates candidates, final List<Integer> m, final long seed,
		final boolean partial)
	{
		final int levels = candidates.levels();
		final long[] random = new long[levels];
		for (int l = 0; l < levels; l++) random[l] = CodeNoise.mix(seed, l, -1);
		final long[] code = new long[levels];
		Scope.run(() -> {
			LevelState below = null;
			for (int l = 0; l < levels; l++) {
				final int level = l;
				final List<Long> seeds = seeds(seed, l, m.get(l));
				code[l] = partial ? candidates.nearest(l, seeds, below).seed() : candidates.nearestWhole(seeds, (candidate,
					k) -> k == level ? candidate : random[k]).seed();
				if (partial && l < levels - 1) below = candidates.state(l, random[l], below);
			}
		});
		return found(candidates, new LatentCode(code));
	}

	private static CodeSearch.Found zero(final Candidates candidates) {
		final long[] code = new long[candidates.levels()];
		Arrays.fill(code, CodeNoise.ZERO);
		return found(candidates, new LatentCode(code));
	}

	private static CodeSearch.Found found(final Candidates candidates, final LatentCode code) {
		return new CodeSearch.Found(code, candidates.evaluate(code), candidates.rescoring());
	}

	private static List<Long> seeds(final long seed, final int level, final int count) {
		return LongStream.range(0, count).map(i -> CodeNoise.mix(seed, level, i)).boxed().toList();
	}

	private static long component(final long candidate, final int level) {
		return CodeNoise.mix(candidate, level);
	}
}
