package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SearchLevelsTest {

	@Test
	void theNextPairCounts() {
		final SearchLevels levels = new SearchLevels(2, 3);
		assertEquals("", levels.words());
		levels.of(1).accept(2);
		assertEquals("", levels.words());
		levels.of(0).accept(1);
		assertEquals("level 1 of 3", levels.words());
		levels.of(0).accept(3);
		assertEquals("level 3 of 3", levels.words());
		levels.found();
		assertEquals("level 2 of 3", levels.words());
		levels.found();
		assertEquals("", levels.words());
	}
}
