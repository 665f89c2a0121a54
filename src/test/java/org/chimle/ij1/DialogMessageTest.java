package org.chimle.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class DialogMessageTest {

	/** Every letter is three pixels wide. */
	private static List<String> broken(final String text, final int available) {
		return DialogMessage.broken(text, part -> 3 * part.length(), available);
	}

	@Test
	void theFirstLineHasAllWordsThatFit() {
		assertEquals(List.of("no less than this", ""), broken("no less than this", 51));
		assertEquals(List.of("no less than", "this"), broken("no less than this", 50));
		assertEquals(List.of("no less", "than this"), broken("no less than this", 35));
		assertEquals(List.of("no", "less than this"), broken("no less than this", 6));
	}

	@Test
	void oneLongWordStaysWhole() {
		assertEquals(List.of("Donaudampfschiff", ""), broken("Donaudampfschiff", 9));
		assertEquals(List.of("", ""), broken("", 0));
	}
}
