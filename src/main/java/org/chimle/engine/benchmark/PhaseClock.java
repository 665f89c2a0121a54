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
	private long last;
	private JobEvent.Progress before;

	@Override
	public void onEvent(final JobEvent event) {
		if (!(event instanceof JobEvent.Progress progress)) return;
		final long now = System.nanoTime();
		if (last != 0) {
			nanos.merge(progress.phase(), now - last, Long::sum);
			if (isUnit(progress)) units.merge(progress.phase(), 1L, Long::sum);
			last = now;
		}
		else if (progress.phase().equals(TRAINING) && progress.done() == progress.total()) {
			last = System.nanoTime();
		}
		before = progress;
	}

	/** While a unit takes long, events tell where within it the phase is. */
	private boolean isUnit(final JobEvent.Progress progress) {
		return progress.done() > 0 && (progress.done() != before.done() || !progress.phase().equals(before.phase()));
	}

	/** @return mean time of a search or a step */
	double seconds(final String phase) {
		return nanos.get(phase) * 1e-9 / units.get(phase);
	}
}
