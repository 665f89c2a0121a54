package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {

	private static final long SECOND = 1_000_000_000;

	private long now;

	@Test
	void whatIsDoneNowAndThenDoesNotCount() {
		final Pace pace = new Pace(() -> now);
		pace.start();
		now += 2 * SECOND;
		pace.searched();
		assertEquals(0.5, pace.searchesPerSecond());
		assertEquals(-1, pace.secondsLeft(1, 1));
		pace.start();
		for (int i = 0; i < 3; i++) {
			now += SECOND;
			pace.stepped();
			pace.aside(() -> now += 30 * SECOND);
		}
		assertEquals(1, pace.stepsPerSecond(), 1e-9);
		assertEquals(3 * 2 + 5, pace.secondsLeft(3, 5), 1e-9);
	}
}
