package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.chimle.image.ImageKind;
import org.chimle.image.PairFinding;
import org.chimle.image.PairSide;
import org.junit.jupiter.api.Test;

class PairSummaryTest {

	private static final PairSide SIDE = new PairSide(32, 24, new ImageKind(16, false, 1), 0, 100, 0);

	private final List<PairFinding> pairs = new ArrayList<>();

	private void add(final String problem, final String caution) {
		pairs.add(new PairFinding("p" + pairs.size(), SIDE, SIDE, 1, null, problem, caution));
	}

	private List<String> end() {
		return PairSummary.of(pairs).lines().skip(2).toList();
	}

	@Test
	void nothingIsNamedWhereNothingIsWrong() {
		add("", "");
		assertEquals(List.of("Nothing suspicious was found."), end());
	}

	@Test
	void problemsAreNamedBeforeCautions() {
		add("", "Many values are clipped.");
		add("", "");
		add("It is unreadable.", "It is old.");
		assertEquals(List.of("Pairs with problems: 1; others that deserve a look: 1.", "p2: It is unreadable.",
			"p0: Many values are clipped."), end());
	}

	@Test
	void manyAreNotAllNamed() {
		for (int i = 0; i < 9; i++) add("It is unreadable.", "");
		final List<String> end = end();
		assertEquals(8, end.size());
		assertEquals("p5: It is unreadable.", end.get(6));
		assertEquals("For 3 more see the columns Problem and Caution of the table.", end.get(7));
	}
}
