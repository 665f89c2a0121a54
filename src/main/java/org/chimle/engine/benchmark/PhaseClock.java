package org.chimle.engine.benchmark;

import java.util.HashMap;
import java.util.Map;

import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobListener;

/**
 * Measures how long a training run searches and how long it takes steps. The time up to an event belongs to the phase
 * that the event reports. The first round of both, in which the library warms up, does not count.
 */
final class PhaseClock implements JobListener {

	static final String SEARCHING = "searching codes";
	static final String TRAINING = "training";

	private final Map<String, Long> nanos = new HashMap<>();
	private final Map<String, Long> units = new HashMap<>();
	private final Runnable warm;
	private long last;

	/** @param warm called once, when the first round is over */
	PhaseClock(final Runnable warm) {
		this.warm = warm;
	}

	@Override
	public void onEvent(final JobEvent event) {
		if (!(event instanceof JobEvent.Progress progress)) return;
		final long now = System.nanoTime();
		if (last != 0) {
			nanos.merge(progress.phase(), now - last, Long::sum);
			if (progress.done() > 0) units.merge(progress.phase(), 1L, Long::sum);
			last = now;
		}
		else if (progress.phase().equals(TRAINING) && progress.done() == progress.total()) {
			warm.run();
			last = System.nanoTime();
		}
	}

	/** @return mean time of a search or a step */
	double seconds(final String phase) {
		return nanos.get(phase) * 1e-9 / units.get(phase);
	}
}
