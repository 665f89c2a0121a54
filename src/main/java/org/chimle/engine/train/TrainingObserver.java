package org.chimle.engine.train;

import java.util.function.Supplier;

import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.SavedModel;

/** Looks at the model while it is trained. What it does takes the run's time, and changes nothing of its result. */
@FunctionalInterface
public interface TrainingObserver {

	/**
	 * The run as it stands.
	 *
	 * @param steps optimisation steps done
	 * @param pair index of the pair to be looked at, the same throughout the run: held out, if any is
	 * @param model copies the model as it is now
	 */
	record Scene(long steps, int pair, Supplier<SavedModel> model) {}

	/**
	 * Called on the job's thread between two steps, after every code found, and when training has ended.
	 *
	 * @param scene the run as it stands
	 * @param last whether training has ended with a result
	 * @param monitor told of what is seen, asked whether to stop
	 */
	void look(Scene scene, boolean last, JobMonitor monitor);
}
