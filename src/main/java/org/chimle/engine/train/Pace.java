package org.chimle.engine.train;

import java.util.function.LongSupplier;

/** Measures how long the two kinds of work of a run take, and from that when the run will end. */
final class Pace {

	private static final double SMOOTHING = 0.2;

	private final LongSupplier clockNanos;
	private double secondsPerSearch;
	private double secondsPerStep;
	private long started;

	/** @param clockNanos stands still while the run pauses */
	Pace(final LongSupplier clockNanos) {
		this.clockNanos = clockNanos;
	}

	void start() {
		started = clockNanos.getAsLong();
	}

	void searched() {
		secondsPerSearch = smooth(secondsPerSearch);
	}

	void stepped() {
		secondsPerStep = smooth(secondsPerStep);
	}

	/** Runs what happens now and then, e.g. a checkpoint: one would make all steps to come look slow. */
	void aside(final Runnable work) {
		final long before = clockNanos.getAsLong();
		work.run();
		started += clockNanos.getAsLong() - before;
	}

	private double smooth(final double before) {
		final long end = clockNanos.getAsLong();
		final double now = (end - started) * 1e-9;
		started = end;
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
