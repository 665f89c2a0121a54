package org.chimle.ui.monitor;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobListener;

/** What is known of a training: collected on the job's thread, read on Swing's. */
final class TrainingNews implements JobListener {

	/**
	 * The training at one moment.
	 *
	 * @param losses all losses told so far
	 * @param progress the latest, or null
	 * @param resources the latest, or null
	 * @param preview the latest, or null
	 * @param message the latest sentence, or nothing
	 * @param activeSeconds since training began, without pauses
	 */
	record View(List<JobEvent.Loss> losses, JobEvent.Progress progress, JobEvent.Resources resources,
		JobEvent.Preview preview, String message, double activeSeconds)
	{

		/** @return the latest loss of training or validation, or null */
		JobEvent.Loss latest(final boolean validation) {
			for (int i = losses.size() - 1; i >= 0; i--) if (losses.get(i).validation() == validation) return losses.get(i);
			return null;
		}
	}

	private final JobControl control;
	private long startNanos;
	private final List<JobEvent.Loss> losses = new ArrayList<>();
	private List<JobEvent.Loss> copy = List.of();
	private JobEvent.Progress progress;
	private JobEvent.Resources resources;
	private JobEvent.Preview preview;
	private String message = "";

	/** @param control the job's control, whose clock stands still in pauses */
	TrainingNews(final JobControl control) {
		this.control = control;
		startNanos = control.activeNanos();
	}

	@Override
	public synchronized void onEvent(final JobEvent event) {
		if (event instanceof JobEvent.Loss loss) losses.add(loss);
		else if (event instanceof JobEvent.Progress latest) progress = latest;
		else if (event instanceof JobEvent.Resources latest) {
			if (resources == null) startNanos = control.activeNanos();
			resources = latest;
		}
		else if (event instanceof JobEvent.Preview latest) preview = latest;
		else if (event instanceof JobEvent.Message latest) message = latest.text();
	}

	/** @return the training as it is now */
	synchronized View view() {
		if (copy.size() != losses.size()) copy = List.copyOf(losses);
		return new View(copy, progress, resources, preview, message, (control.activeNanos() - startNanos) * 1e-9);
	}
}
