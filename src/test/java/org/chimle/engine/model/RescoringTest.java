package org.chimle.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RescoringTest {

	@Test
	void whatHappenedIsToldInALine() {
		final String usual = "Of 400 comparisons of candidates in float16, 3 (0.75 %) had another winner when the 4 nearest were " +
			"compared in float32.";
		final String beyond = "Comparisons that left the range of float16 and were made in float32 as well, which took longer " +
			"than float32 alone: 7.";
		assertEquals("", Rescoring.NONE.words("float16", 4));
		assertEquals(usual, new Rescoring(400, 3, 0).words("float16", 4));
		assertEquals(beyond, new Rescoring(0, 0, 7).words("float16", 4));
		assertEquals(usual + " " + beyond, new Rescoring(300, 3, 5).plus(new Rescoring(100, 0, 2)).words("float16", 4));
	}

	@Test
	void countsThatCannotBeAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Rescoring(1, 2, 0));
		assertThrows(IllegalArgumentException.class, () -> new Rescoring(1, 0, -1));
	}
}
