package org.chimle.ui.explorer;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LevelSeeds;

/**
 * The sample that a user is at, and, if one is marked, another one that it is turned towards.
 *
 * @param own path to the sample, no level of which is a blend
 * @param marked path to the other one, just as long and without blends, or null
 * @param weight how far the first is turned towards the second, in [0, 1]; 0 if there is none
 */
record SamplePair(CodePath own, CodePath marked, double weight) {

	/**
	 * @param path a path, whose blends all have the same weight
	 * @return the samples that it lies between, or the one that it leads to
	 * @throws InvalidInputException if it has blends of several weights
	 */
	static SamplePair of(final CodePath path) {
		final List<LevelSeeds> own = new ArrayList<>();
		final List<LevelSeeds> others = new ArrayList<>();
		double share = 0;
		for (final LevelSeeds seeds : path.levels()) {
			final LevelSeeds plain = new LevelSeeds(seeds.global(), seeds.local());
			own.add(plain);
			others.add(seeds.isBlend() ? new LevelSeeds(seeds.otherGlobal(), seeds.otherLocal()) : plain);
			if (!seeds.isBlend()) continue;
			if (share != 0 && share != seeds.weight()) {
				throw new InvalidInputException("The path blends its levels with the weights " + share + " and " + seeds
					.weight() + ", but the window has one slider; use one weight, or draw the path with a macro.");
			}
			share = seeds.weight();
		}
		return new SamplePair(new CodePath(own), share == 0 ? null : new CodePath(others), share);
	}

	boolean isMarked() {
		return marked != null;
	}

	/** @return the path to what lies between the two */
	CodePath path() {
		return isMarked() ? own.towards(marked, weight) : own;
	}

	/** @return the pair with another sample in the place of the first */
	SamplePair at(final CodePath sample) {
		return new SamplePair(sample, marked, weight);
	}

	/** @return the first sample, marked itself and so turned towards nothing else */
	SamplePair marking() {
		return new SamplePair(own, own, 0);
	}

	/** @return the first sample alone */
	SamplePair unmarked() {
		return new SamplePair(own, null, 0);
	}

	/** @return the pair with the first sample turned by another share of the way */
	SamplePair turned(final double share) {
		return new SamplePair(own, marked, share);
	}

	/** @return the pair that a path stands for; where that is a single sample, what is marked stays marked */
	SamplePair goingTo(final CodePath path) {
		final SamplePair wanted = of(path);
		return wanted.isMarked() ? wanted : at(wanted.own).turned(0);
	}
}
