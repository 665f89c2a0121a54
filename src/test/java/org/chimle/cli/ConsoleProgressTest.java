package org.chimle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.chimle.engine.job.JobEvent;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

	private long nowNanos;

	@Test
	void aLogGetsALineEveryFewSeconds() {
		final RecordingTerminal log = new RecordingTerminal(false);
		final ConsoleProgress progress = new ConsoleProgress(log.terminal(), () -> nowNanos);
		for (int second = 1; second <= 20; second++) {
			nowNanos = second * 1_000_000_000L;
			progress.onEvent(new JobEvent.Progress("training", second, 20, 1, 20 - second));
		}
		assertEquals("""
			[  5 %] training 1/20, 19 s left
			[ 30 %] training 6/20, 14 s left
			[ 55 %] training 11/20, 9 s left
			[ 80 %] training 16/20, 4 s left
			""", log.err());
		assertEquals("", log.out());
	}

	@Test
	void aTerminalLineIsRewrittenInPlaceAndCleared() {
		final RecordingTerminal screen = new RecordingTerminal(true);
		final ConsoleProgress progress = new ConsoleProgress(screen.terminal(), () -> nowNanos);
		nowNanos = 1_000_000_000L;
		progress.onEvent(new JobEvent.Progress("searching codes", 1, 2, 0, -1));
		nowNanos = 2_000_000_000L;
		progress.onEvent(new JobEvent.Progress("training", 1, 2, 0, -1));
		progress.onEvent(new JobEvent.Message("Training was stopped."));
		assertEquals("\r[  ? %] searching codes 1/2\r[  ? %] training 1/2       " + System.lineSeparator() +
			"Training was stopped." + System.lineSeparator(), screen.err());
	}

	@Test
	void theLossIsShownWithTheProgress() {
		final RecordingTerminal log = new RecordingTerminal(false);
		final ConsoleProgress progress = new ConsoleProgress(log.terminal(), () -> nowNanos);
		nowNanos = 1_000_000_000L;
		progress.onEvent(new JobEvent.Loss(5, 1, List.of(0.25, 0.125), true));
		progress.onEvent(new JobEvent.Progress("training", 1, 2, 0, 3 * 3600 + 61));
		assertEquals("[  0 %] training 1/2, 3 h 1 min left, validation loss 0.3750\n", log.err());
	}

	@Test
	void whatIsSaidOfOneImageAfterTheOtherIsPrintedOnce() {
		final RecordingTerminal log = new RecordingTerminal(false);
		final ConsoleProgress progress = new ConsoleProgress(log.terminal(), () -> nowNanos);
		for (final String text : List.of("a", "a", "b", "a")) progress.onEvent(new JobEvent.Message(text));
		assertEquals(List.of("a", "b", "a"), log.err().lines().toList());
	}
}
