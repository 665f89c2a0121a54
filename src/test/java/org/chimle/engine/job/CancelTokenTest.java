package org.chimle.engine.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class CancelTokenTest {

	private static final int A_WHILE_MILLIS = 100;

	private final CancelToken token = new CancelToken();

	private CompletableFuture<Void> checking() {
		return CompletableFuture.runAsync(token::check);
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
		token.check();
		token.pause();
		final CompletableFuture<Void> waiting = checking();
		assertWaits(waiting);
		token.resume();
		assertGoesOn(waiting);
		token.check();
	}

	@Test
	void aPausedJobCanBeEnded() throws Exception {
		token.pause();
		final CompletableFuture<Void> waiting = checking();
		assertWaits(waiting);
		token.end(Ending.FINISHED);
		final CompletionException exc = assertThrows(CompletionException.class, () -> assertGoesOn(waiting));
		assertEquals(JobCancelledException.class, exc.getCause().getClass());
		assertThrows(JobCancelledException.class, token::check);
	}

	@Test
	void aCheckpointIsMadeInAPauseWhichThenGoesOn() throws Exception {
		token.pause();
		final CompletableFuture<Void> waiting = checking();
		assertWaits(waiting);
		token.askForCheckpoint();
		assertGoesOn(waiting);
		assertTrue(token.takeCheckpointRequest());
		assertFalse(token.takeCheckpointRequest());
		final CompletableFuture<Void> again = checking();
		assertWaits(again);
		token.resume();
		assertGoesOn(again);
	}

	@Test
	void theFirstEndingCountsButFinishingCanBeStopped() {
		token.end(Ending.FINISHED);
		token.cancel();
		assertEquals(Ending.STOPPED, token.ending());
		token.end(Ending.ABANDONED);
		token.end(Ending.FINISHED);
		assertEquals(Ending.STOPPED, token.ending());
	}

	@Test
	void theClockStandsStillInPauses() throws Exception {
		final long start = token.activeNanos();
		token.pause();
		final long paused = token.activeNanos();
		Thread.sleep(A_WHILE_MILLIS);
		assertEquals(paused, token.activeNanos());
		token.pause(); // once more is no other pause
		token.resume();
		final long resumed = token.activeNanos();
		assertTrue(paused >= start && resumed >= paused && resumed - paused < TimeUnit.MILLISECONDS.toNanos(A_WHILE_MILLIS),
			resumed - paused + " ns");
		token.pause();
		final long secondPause = token.activeNanos();
		assertTrue(secondPause >= resumed);
		token.resume();
		assertTrue(token.activeNanos() >= secondPause);
	}
}
