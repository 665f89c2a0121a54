package org.chimle.worker;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.job.Ending;
import org.chimle.engine.job.JobControl;

/** What the user asks of a running job besides stopping it, on its way to the worker process. */
final class Controls {

	/** A request to the job that runs. */
	enum Action {
		PAUSE, RESUME, CHECKPOINT, FINISH, ABANDON;

		/** Does what is asked for. */
		void applyTo(final JobControl control) {
			switch (this) {
				case PAUSE -> control.pause();
				case RESUME -> control.resume();
				case CHECKPOINT -> control.askForCheckpoint();
				case FINISH -> control.end(Ending.FINISHED);
				case ABANDON -> control.end(Ending.ABANDONED);
			}
		}
	}

	private boolean paused;
	private Ending ending;

	/** @return what the user of the host's control asked for since the last call */
	List<Action> news(final JobControl control) {
		final List<Action> actions = new ArrayList<>();
		final boolean pausedNow = control.isPaused();
		if (pausedNow != paused) actions.add(pausedNow ? Action.PAUSE : Action.RESUME);
		paused = pausedNow;
		if (control.takeCheckpointRequest()) actions.add(Action.CHECKPOINT);
		final Ending endingNow = control.ending();
		if (endingNow != ending && endingNow == Ending.FINISHED) actions.add(Action.FINISH);
		if (endingNow != ending && endingNow == Ending.ABANDONED) actions.add(Action.ABANDON);
		ending = endingNow;
		return actions;
	}
}
