package org.chimle.engine.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class ProgressTextTest {

	@Test
	void timeIsToldInItsTwoLargestUnits() {
		assertEquals("training 1/4", ProgressText.of(progress(-1)));
		assertEquals("training 1/4, 0 s left", ProgressText.of(progress(0)));
		assertEquals("training 1/4, 59 s left", ProgressText.of(progress(58.2)));
		assertEquals("training 1/4, 2 min 5 s left", ProgressText.of(progress(125)));
		assertEquals("training 1/4, 3 h 1 min left", ProgressText.of(progress(3 * 3600 + 61)));
	}

	@Test
	void theDetailStandsBetweenPhaseAndCount() {
		assertEquals("searching codes, level 2 of 3: 1/4, 5 s left", ProgressText.of(new JobEvent.Progress("searching codes",
			"level 2 of 3", 1, 4, 0, 5)));
	}

	@Test
	void theShareIsOneOfTime() {
		assertEquals(0.25, ProgressText.share(progress(30), 10), 1e-12);
		assertTrue(Double.isNaN(ProgressText.share(progress(-1), 10)));
	}

	@Test
	void lossesSayWhoseTheyAre() {
		assertEquals("loss 0.3750", ProgressText.of(new JobEvent.Loss(5, 1, List.of(0.25, 0.125), false)));
		assertEquals("validation loss 0.3750", ProgressText.of(new JobEvent.Loss(5, 1, List.of(0.25, 0.125), true)));
	}

	private static JobEvent.Progress progress(final double secondsLeft) {
		return new JobEvent.Progress("training", 1, 4, 0, secondsLeft);
	}
}
