package org.chimle.engine.train;

/** Measures how long the two kinds of work of a run take, and from that when the run will end. */
final class Pace {

	private static final double SMOOTHING = 0.2;

	private double secondsPerSearch;
	private double secondsPerStep;
	private long started;

	void start() {
		started = System.nanoTime();
	}

	void searched() {
		secondsPerSearch = smooth(secondsPerSearch);
	}

	void stepped() {
		secondsPerStep = smooth(secondsPerStep);
	}

	private double smooth(final double before) {
		final double now = (System.nanoTime() - started) * 1e-9;
		started = System.nanoTime();
		return before == 0 ? now : before + SMOOTHING * (now - before);
	}

	double searchesPerSecond() {
		return secondsPerSearch == 0 ? 0 : 1 / secondsPerSearch;
	}

	double stepsPerSecond() {
		return secondsPerStep == 0 ? 0 : 1 / secondsPerStep;
	}

	/** @return estimated seconds for that many searches and steps, negative while a step has not been timed */
	double secondsLeft(final long searches, final long steps) {
		if (secondsPerSearch == 0 || secondsPerStep == 0) return -1;
		return searches * secondsPerSearch + steps * secondsPerStep;
	}
}
