package org.chimle.image;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobListener;

/** Collects the losses of a training run. Any thread may ask while the job's thread adds. */
public final class LossLog implements JobListener {

	private final List<JobEvent.Loss> losses = new ArrayList<>();

	@Override
	public synchronized void onEvent(final JobEvent event) {
		if (event instanceof JobEvent.Loss loss) losses.add(loss);
	}

	/**
	 * @param validation whether the losses of the held-out pairs are wanted instead of those of the training pairs
	 * @return the losses so far, in the order they came
	 */
	public synchronized List<JobEvent.Loss> losses(final boolean validation) {
		return losses.stream().filter(loss -> loss.validation() == validation).toList();
	}
}
