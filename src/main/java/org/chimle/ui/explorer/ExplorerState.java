package org.chimle.ui.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LevelSeeds;

/**
 * Where a user is while exploring samples: the codes kept so far, the level whose candidates are looked at, which levels
 * are locked, and a second sample that the first may be turned towards. Knows no window.
 */
final class ExplorerState {

	/** What differs between the candidates of a level. */
	enum Variation {
		BOTH("tone and texture"), TONE("tone only"), TEXTURE("texture only");

		private final String words;

		Variation(final String words) {
			this.words = words;
		}

		LevelSeeds candidate(final LevelSeeds kept, final long seed) {
			return new LevelSeeds(this == TEXTURE ? kept.global() : seed, this == TONE ? kept.local() : seed);
		}

		@Override
		public String toString() {
			return words;
		}
	}

	private final int cells;
	private final List<Runnable> listeners = new ArrayList<>();
	private final boolean[] locked;
	private CodePath kept;
	private CodePath partner;
	private double weight;
	private Variation variation = Variation.BOTH;
	private boolean finished;
	private int level;
	private int page;

	/**
	 * @param start path to the sample to begin with, with all levels
	 * @param cells candidates looked at together
	 */
	ExplorerState(final CodePath start, final int cells) {
		this.cells = cells;
		locked = new boolean[start.length()];
		take(start);
	}

	/** @param listener run after every change */
	void listen(final Runnable listener) {
		listeners.add(listener);
	}

	int levels() {
		return locked.length;
	}

	/** @return the level whose candidates are looked at, from 0 */
	int level() {
		return level;
	}

	/** @return the path to the current sample */
	CodePath current() {
		return blended(kept);
	}

	private CodePath blended(final CodePath path) {
		return partner == null ? path : path.towards(partner, weight);
	}

	/** @return the candidates looked at; each ends with the level, or with the last one if finished samples are wanted */
	List<CodePath> candidates() {
		final List<CodePath> paths = new ArrayList<>();
		for (int i = 0; i < cells && numberOf(i) <= CodePath.MOST_CANDIDATES; i++) {
			paths.add(blended(with(i)).upTo(finished ? levels() : level + 1));
		}
		return paths;
	}

	/** @return the number of the candidate in a cell, from 1 */
	int numberOf(final int cell) {
		return page * cells + cell + 1;
	}

	/** @return whether the candidate in a cell is the one that is kept */
	boolean isKept(final int cell) {
		return with(cell).equals(kept);
	}

	private CodePath with(final int cell) {
		return kept.with(level, variation.candidate(kept.level(level), CodePath.candidate(level, numberOf(cell))));
	}

	/** Keeps the candidate in a cell and goes on to the next finer level that is not locked. */
	void choose(final int cell) {
		if (locked[level] || numberOf(cell) > CodePath.MOST_CANDIDATES) return;
		kept = with(cell);
		for (int l = level + 1; l < levels(); l++) {
			if (locked[l]) continue;
			level = l;
			page = 0;
			break;
		}
		changed();
	}

	/** Looks at the candidates of a level. */
	void goTo(final int wanted) {
		if (wanted < 0 || wanted >= levels()) return;
		level = wanted;
		page = 0;
		changed();
	}

	/** Turns over the candidates by so many pages. */
	void turn(final int pages) {
		final int wanted = page + pages;
		if (wanted < 0 || wanted * cells >= CodePath.MOST_CANDIDATES) return;
		page = wanted;
		changed();
	}

	int page() {
		return page;
	}

	boolean isLocked(final int which) {
		return locked[which];
	}

	void lock(final int which, final boolean lock) {
		locked[which] = lock;
		changed();
	}

	/** Draws new codes for all levels that are not locked. */
	void shuffle(final RandomGenerator random) {
		for (int l = 0; l < levels(); l++) {
			if (locked[l]) continue;
			final long seed = CodePath.candidate(l, 1 + random.nextInt(CodePath.MOST_CANDIDATES));
			kept = kept.with(l, variation.candidate(kept.level(l), seed));
		}
		changed();
	}

	Variation variation() {
		return variation;
	}

	void vary(final Variation wanted) {
		variation = wanted;
		page = 0;
		changed();
	}

	boolean isFinished() {
		return finished;
	}

	/** @param wanted whether candidates are shown as finished samples instead of as what their level gives */
	void finish(final boolean wanted) {
		finished = wanted;
		changed();
	}

	/** Marks the kept codes as the sample that others can be turned towards. */
	void mark() {
		partner = kept;
		weight = 0;
		changed();
	}

	/** Forgets the marked sample. */
	void unmark() {
		partner = null;
		weight = 0;
		changed();
	}

	boolean isMarked() {
		return partner != null;
	}

	double weight() {
		return weight;
	}

	/** @param share how far the current sample lies on the way to the marked one, in [0, 1] */
	void blend(final double share) {
		if (partner == null || share == weight) return;
		weight = share;
		changed();
	}

	/**
	 * Goes to a sample.
	 *
	 * @param path with as many levels as the model
	 * @throws InvalidInputException if it has others, or blends of several weights
	 */
	void setPath(final CodePath path) {
		if (path.length() != levels()) {
			throw new InvalidInputException("The path has " + path.length() + " levels, but the model has " + levels() +
				"; name every level.");
		}
		take(path);
		changed();
	}

	private void take(final CodePath path) {
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
		kept = new CodePath(own);
		if (share == 0) return;
		partner = new CodePath(others);
		weight = share;
	}

	private void changed() {
		listeners.forEach(Runnable::run);
	}
}
