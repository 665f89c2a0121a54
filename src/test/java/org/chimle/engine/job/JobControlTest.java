package org.chimle.engine.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class JobControlTest {

	private static final int A_WHILE_MILLIS = 100;

	private final JobControl control = new JobControl();

	private CompletableFuture<Void> checking() {
		return CompletableFuture.runAsync(control::check);
	}

	private static void assertWaits(final CompletableFuture<Void> waiting) throws InterruptedException {
		Thread.sleep(A_WHILE_MILLIS);
		assertFalse(waiting.isDone());
	}

	private static void assertGoesOn(final CompletableFuture<Void> waiting) {
		waiting.orTimeout(1, TimeUnit.SECONDS).join();
	}

	@Test
	void aPausedJobWaitsUntilItIsResumed() throws Exception {
		control.check();
		control.pause();
		final CompletableFuture<Void> waiting = checking();
		assertWaits(waiting);
		control.resume();
		assertGoesOn(waiting);
		control.check();
	}

	@Test
	void aPausedJobCanBeEnded() throws Exception {
		control.pause();
		final CompletableFuture<Void> waiting = checking();
		assertWaits(waiting);
		control.end(Ending.FINISHED);
		final CompletionException exc = assertThrows(CompletionException.class, () -> assertGoesOn(waiting));
		assertEquals(JobCancelledException.class, exc.getCause().getClass());
		assertThrows(JobCancelledException.class, control::check);
	}

	@Test
	void aCheckpointIsMadeInAPauseWhichThenGoesOn() throws Exception {
		control.pause();
		final CompletableFuture<Void> waiting = checking();
		assertWaits(waiting);
		control.askForCheckpoint();
		assertGoesOn(waiting);
		assertTrue(control.takeCheckpointRequest());
		assertFalse(control.takeCheckpointRequest());
		final CompletableFuture<Void> again = checking();
		assertWaits(again);
		control.resume();
		assertGoesOn(again);
	}

	@Test
	void theFirstEndingCountsButFinishingCanBeStopped() {
		control.end(Ending.FINISHED);
		control.cancel();
		assertEquals(Ending.STOPPED, control.ending());
		control.end(Ending.ABANDONED);
		control.end(Ending.FINISHED);
		assertEquals(Ending.STOPPED, control.ending());
	}

	@Test
	void theClockStandsStillInPauses() throws Exception {
		final long start = control.activeNanos();
		control.pause();
		final long paused = control.activeNanos();
		Thread.sleep(A_WHILE_MILLIS);
		assertEquals(paused, control.activeNanos());
		control.pause(); // once more is no other pause
		control.resume();
		final long resumed = control.activeNanos();
		assertTrue(paused >= start && resumed >= paused && resumed - paused < TimeUnit.MILLISECONDS.toNanos(A_WHILE_MILLIS),
			resumed - paused + " ns");
		control.pause();
		final long secondPause = control.activeNanos();
		assertTrue(secondPause >= resumed);
		control.resume();
		assertTrue(control.activeNanos() >= secondPause);
	}
}
