package org.chimle.worker;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.job.CancelToken;
import org.chimle.engine.job.Ending;

/** What the user asks of a running job besides stopping it, on its way to the worker process. */
final class Controls {

	/** A request to the job that runs. */
	enum Action {
		PAUSE, RESUME, CHECKPOINT, FINISH, ABANDON;

		/** Does what is asked for. */
		void applyTo(final CancelToken token) {
			switch (this) {
				case PAUSE -> token.pause();
				case RESUME -> token.resume();
				case CHECKPOINT -> token.askForCheckpoint();
				case FINISH -> token.end(Ending.FINISHED);
				case ABANDON -> token.end(Ending.ABANDONED);
			}
		}
	}

	private boolean paused;
	private Ending ending;

	/** @return what the user of the host's token asked for since the last call */
	List<Action> news(final CancelToken token) {
		final List<Action> actions = new ArrayList<>();
		final boolean pausedNow = token.isPaused();
		if (pausedNow != paused) actions.add(pausedNow ? Action.PAUSE : Action.RESUME);
		paused = pausedNow;
		if (token.takeCheckpointRequest()) actions.add(Action.CHECKPOINT);
		final Ending endingNow = token.ending();
		if (endingNow != ending && endingNow == Ending.FINISHED) actions.add(Action.FINISH);
		if (endingNow != ending && endingNow == Ending.ABANDONED) actions.add(Action.ABANDON);
		ending = endingNow;
		return actions;
	}
}
