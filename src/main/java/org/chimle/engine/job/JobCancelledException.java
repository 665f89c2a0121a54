package org.chimle.engine.job;

import java.util.concurrent.CancellationException;

/** Thrown out of a job that its user stopped. It is no error, and nothing needs to be reported but the fact. */
public final class JobCancelledException extends CancellationException {

	private static final long serialVersionUID = 1L;

	private final String detail;

	/** A stop of which there is no more to say. */
	public JobCancelledException() {
		this("");
	}

	/** @param detail how far the job was and how it goes on, to follow the word "cancelled"; empty for nothing */
	public JobCancelledException(final String detail) {
		super("Cancelled by the user" + (detail.isEmpty() ? "" : " " + detail) + ".");
		this.detail = detail;
	}

	/** @return how far the job was and how it goes on; empty for nothing */
	public String detail() {
		return detail;
	}
}
