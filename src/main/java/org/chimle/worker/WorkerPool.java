package org.chimle.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobMonitor;

/**
 * Workers that wait for the next job. Jobs that run at the same time have a worker each; one that nobody needs for a
 * while ends.
 */
final class WorkerPool {

	private record Resting(Worker worker, long sinceNanos) {}

	private static final int LOOK_MILLIS = 20;

	private final long idleNanos;
	private final Deque<Resting> resting = new ArrayDeque<>();
	private final List<Worker> finishing = new ArrayList<>();
	private ScheduledExecutorService clock;

	/** @param idleSeconds how long a worker waits for another job */
	WorkerPool(final double idleSeconds) {
		idleNanos = (long) (idleSeconds * 1e9);
	}

	/** @return the worker that rested least, or a new one; the caller gives it back */
	Worker take(final WorkerLaunch launch, final JobMonitor monitor) {
		final Worker warm = takeResting(launch);
		return warm != null ? warm : Worker.start(launch, monitor);
	}

	private synchronized Worker takeResting(final WorkerLaunch launch) {
		while (!resting.isEmpty()) {
			final Worker worker = resting.pop().worker;
			if (worker.isUsable() && worker.launch().equals(launch)) return worker;
			worker.close();
		}
		return null;
	}

	/** Takes a worker back; one that cannot be used again is ended. */
	synchronized void giveBack(final Worker worker) {
		if (!worker.isUsable()) {
			worker.close();
			finishing.removeIf(one -> !one.isFinishing());
			if (worker.isFinishing()) finishing.add(worker);
			return;
		}
		resting.push(new Resting(worker, System.nanoTime()));
		if (clock == null) clock = newClock();
		clock.schedule(this::endIdle, idleNanos + 1_000_000, TimeUnit.NANOSECONDS);
	}

	/**
	 * Waits until trainings that were stopped have written their models and checkpoints: the next one may go on with them.
	 *
	 * @param monitor told if there is something to wait for, asked whether to stop
	 */
	void awaitStoppedTrainings(final JobMonitor monitor) {
		for (boolean told = false; isFinishing(); told = true) {
			if (!told) monitor.say("Waiting for the training that was stopped to write its model.");
			monitor.checkCancelled();
			try {
				TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
			}
			catch (final InterruptedException exc) {
				Thread.currentThread().interrupt();
				throw new JobCancelledException();
			}
		}
	}

	private synchronized boolean isFinishing() {
		return finishing.stream().anyMatch(Worker::isFinishing);
	}

	private static ScheduledExecutorService newClock() {
		return Executors.newSingleThreadScheduledExecutor(task -> {
			final Thread thread = new Thread(task, "CHIMLE idle workers");
			thread.setDaemon(true);
			return thread;
		});
	}

	private synchronized void endIdle() {
		for (final Iterator<Resting> all = resting.iterator(); all.hasNext();) {
			final Resting one = all.next();
			if (System.nanoTime() - one.sinceNanos < idleNanos) continue;
			all.remove();
			one.worker.close();
		}
	}

	/** Ends all workers that wait. */
	synchronized void close() {
		while (!resting.isEmpty()) resting.pop().worker.close();
	}
}
