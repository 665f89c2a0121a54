package org.chimle.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.chimle.engine.job.JobControl;

/**
 * Turns Ctrl-C into a request to stop, and keeps the JVM alive until the job has saved what it has. The JVM itself then
 * ends with the exit code 130.
 */
final class Interruption {

	/** Long enough for the slowest step and for writing the largest model. */
	private static final long PATIENCE_MINUTES = 10;

	private final CountDownLatch finished = new CountDownLatch(1);
	private final Thread hook;

	/**
	 * @param control cancelled by Ctrl-C
	 * @param terminal told that the job is about to stop
	 */
	Interruption(final JobControl control, final Terminal terminal) {
		hook = new Thread(() -> stop(control, terminal), "CHIMLE interruption");
		Runtime.getRuntime().addShutdownHook(hook);
	}

	private void stop(final JobControl control, final Terminal terminal) {
		terminal.say("Stopping ...");
		control.cancel();
		try {
			finished.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
		}
	}

	/** Says that the job is over, and no longer listens to Ctrl-C. */
	void release() {
		finished.countDown();
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
		}
		catch (final IllegalStateException exc) {
			// The hook is running right now, and has just been let go.
			return;
		}
	}
}
