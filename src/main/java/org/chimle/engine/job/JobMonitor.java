package org.chimle.engine.job;

import java.util.Objects;

/**
 * What a job needs of its surroundings: somebody to tell and somebody who may stop it.
 *
 * @param listener receives the events
 * @param control asked in every long loop, where it makes the job pause or end
 */
public record JobMonitor(JobListener listener, JobControl control) {

	/** Refuses nulls. */
	public JobMonitor {
		Objects.requireNonNull(listener, "listener");
		Objects.requireNonNull(control, "control");
	}

	/** @return a monitor that hears nothing and never stops anything */
	public static JobMonitor silent() {
		return new JobMonitor(event -> {}, new JobControl());
	}

	/** @return a monitor for work that nobody needs to hear of; it pauses and ends with the job */
	public JobMonitor muted() {
		return new JobMonitor(event -> {}, control);
	}

	/**
	 * @return a monitor for a step of the job, of which messages matter and progress does not. Its warnings are ordinary
	 *         messages: a job of many steps keeps them in its tables, where they belong to a step
	 */
	public JobMonitor messagesOnly() {
		return new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) say(message.text());
		}, control);
	}

	/** @param event told to the listener */
	public void emit(final JobEvent event) {
		listener.onEvent(event);
	}

	/** @param sentence told to the listener as a {@link JobEvent.Message} */
	public void say(final String sentence) {
		emit(new JobEvent.Message(sentence));
	}

	/** @param sentence told to the listener as a {@link JobEvent.Message} that must outlast the job */
	public void warn(final String sentence) {
		emit(new JobEvent.Message(sentence, true));
	}

	/**
	 * Waits while the job is to pause.
	 *
	 * @throws JobCancelledException if the job was asked to end
	 */
	public void checkCancelled() {
		control.check();
	}
}
