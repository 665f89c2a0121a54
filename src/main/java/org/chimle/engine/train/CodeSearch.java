package org.chimle.engine.train;

import java.util.List;

import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.Rescoring;

/** Finds the latent code whose output is nearest to an observed image. */
interface CodeSearch {

	/**
	 * @param code the code found
	 * @param distances the level-l output's distance to the level-l target for the codes chosen up to level l, as far as
	 *          the strategy compared them; level 1 first
	 * @param rescoring how often the search chose anew in float32
	 */
	record Found(LatentCode code, List<Double> distances, Rescoring rescoring) {}

	/**
	 * Searches on a device; the candidates of example i, level l are the same in every run with the same seed.
	 *
	 * @param candidates evaluates candidates of one example
	 * @param seed of the search, different at every refresh
	 * @return the code found
	 */
	Found search(Candidates candidates, long seed);
}
