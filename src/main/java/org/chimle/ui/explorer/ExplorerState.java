package org.chimle.ui.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.model.CodePath;

/**
 * Where a user is while exploring samples: the codes kept so far, the level whose candidates are looked at, which levels
 * are locked, and a second sample that the first may be turned towards. Knows no window.
 */
final class ExplorerState {

	private final int cells;
	private final List<Runnable> listeners = new ArrayList<>();
	private final boolean[] locked;
	private SamplePair samples;
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
		samples = SamplePair.of(start);
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
		return samples.path();
	}

	/** @return the candidates looked at; each ends with the level, or with the last one if finished samples are wanted */
	List<CodePath> candidates() {
		final List<CodePath> paths = new ArrayList<>();
		for (int i = 0; i < cells && numberOf(i) <= CodePath.MOST_CANDIDATES; i++) {
			paths.add(samples.at(with(i)).path().upTo(finished ? levels() : level + 1));
		}
		return paths;
	}

	/** @return the number of the candidate in a cell, from 1 */
	int numberOf(final int cell) {
		return page * cells + cell + 1;
	}

	/** @return whether the candidate in a cell is the one that is kept */
	boolean isKept(final int cell) {
		return with(cell).equals(samples.own());
	}

	private CodePath with(final int cell) {
		final CodePath kept = samples.own();
		return kept.with(level, variation.candidate(kept.level(level), CodePath.candidate(level, numberOf(cell))));
	}

	/** Keeps the candidate in a cell and goes on to the next finer level that is not locked. */
	void choose(final int cell) {
		if (locked[level] || numberOf(cell) > CodePath.MOST_CANDIDATES) return;
		samples = samples.at(with(cell));
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
		CodePath kept = samples.own();
		for (int l = 0; l < levels(); l++) {
			if (locked[l]) continue;
			final long seed = CodePath.candidate(l, 1 + random.nextInt(CodePath.MOST_CANDIDATES));
			kept = kept.with(l, variation.candidate(kept.level(l), seed));
		}
		samples = samples.at(kept);
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
		samples = samples.marking();
		changed();
	}

	/** Forgets the marked sample. */
	void unmark() {
		samples = samples.unmarked();
		changed();
	}

	boolean isMarked() {
		return samples.isMarked();
	}

	double weight() {
		return samples.weight();
	}

	/** @param share how far the current sample lies on the way to the marked one, in [0, 1] */
	void blend(final double share) {
		if (!isMarked() || share == weight()) return;
		samples = samples.turned(share);
		changed();
	}

	/**
	 * Goes to a sample. What is marked stays marked, unless the path itself lies between two samples.
	 *
	 * @param path with as many levels as the model
	 * @throws InvalidInputException if it has others, or blends of several weights
	 */
	void setPath(final CodePath path) {
		if (path.length() != levels()) {
			throw new InvalidInputException("The path has " + path.length() + " levels, but the model has " + levels() +
				"; name every level.");
		}
		samples = samples.goingTo(path);
		changed();
	}

	private void changed() {
		listeners.forEach(Runnable::run);
	}
}
