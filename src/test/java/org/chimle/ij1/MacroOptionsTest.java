package org.chimle.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;

class MacroOptionsTest {

	@Test
	void readsWhatImageJRecords() {
		assertEquals(Map.of("model_file", "/tmp/my model.chimle", "samples", "8", "mean", "", "samples_per_level", ""),
			MacroOptions.parse("model_file=[/tmp/my model.chimle] samples=8 mean samples_per_level=[] ").values());
	}

	@Test
	void readsWhatFijiRecords() {
		assertEquals(Map.of("model_file", "C:\\a\\b.chimle", "mean", "true", "bit_depth", "same as input"), MacroOptions
			.parse("model_file=C:\\a\\b.chimle  bit_depth=[same as input] mean=true").values());
	}

	@Test
	void keepsBracketsInsidePaths() {
		assertEquals(Map.of("a", "/x [1]/y", "b", "2"), MacroOptions.parse("a=[/x [1]/y] b=2").values());
	}

	@Test
	void ignoresTheCaseOfKeysButNotOfValues() {
		assertEquals(Map.of("device", "CPU"), MacroOptions.parse("Device=CPU").values());
	}

	@Test
	void acceptsNothing() {
		assertTrue(MacroOptions.parse(" ").values().isEmpty());
	}

	@Test
	void refusesOpenBracketsAndDoubleKeys() {
		assertEquals("A bracket [ in the options is not closed; add the missing ].", assertThrows(
			InvalidInputException.class, () -> MacroOptions.parse("a=[b c")).getMessage());
		assertEquals("The option a is given twice; remove one of them.", assertThrows(InvalidInputException.class,
			() -> MacroOptions.parse("a=1 a=2")).getMessage());
	}
}
