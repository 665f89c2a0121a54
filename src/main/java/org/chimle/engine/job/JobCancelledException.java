package org.chimle.engine.job;

import java.util.concurrent.CancellationException;

/** Thrown out of a job that its user stopped. It is no error, and nothing needs to be reported but the fact. */
public final class JobCancelledException extends CancellationException {

	private static final long serialVersionUID = 1L;

	/** Creates the exception. */
	public JobCancelledException() {
		super("Cancelled by the user.");
	}
}
