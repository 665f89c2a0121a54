package org.chimle.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodePathTest {

	@ParameterizedTest
	@ValueSource(strings = { "1:g17.l17", "1:g1017.l1003 2:g2004.l-9", "1:g1.l2~g3.l4@0.25 2:g5.l6 3:g7.l8~g7.l9@0.1",
		"1:g-9223372036854775808.l9223372036854775807", "1:g1.l2~g3.l4@1.0E-5" })
	void aPathSurvivesItsText(final String text) {
		assertEquals(text, CodePath.parse(text).text());
		assertEquals(CodePath.parse(text), CodePath.parse("  " + text.replace(" ", "   ") + "\n"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "1:g1 | The path has \"1:g1\" where a level is expected; a level is like 1:g1017.l1017",
		"1:g1.l2 3:g1.l2 | The path names level 3 in \"3:g1.l2\" where level 2 is expected; name all levels from 1, in order.",
		"2:g1.l2 | The path names level 2", "1:g1.l2@0.5 | The path has \"1:g1.l2@0.5\"", "1:g1.l2~g1.l3 | The path has",
		"1:g1.l2~g3.l4@1.5 | The weight of a blend is 1.5 but must be between 0 and 1.", "1:g1.l2,2:g1.l2 | The path has",
		"1:g1.l2~g3.l4@-0.5 | The path has", "1:g1.l2~g3.l4@NaN | The path has", "'' | The path is empty",
		"1:g9223372036854775808.l1 | The path has the seed 9223372036854775808, but seeds lie between" })
	void mistakesAreOneSentence(final String text, final String start) {
		final String sentence = assertThrows(InvalidInputException.class, () -> CodePath.parse(text)).getMessage();
		assertTrue(sentence.startsWith(start), sentence);
		assertFalse(sentence.contains("\n"));
	}

	@Test
	void aSeedNamesTheSameCodeAsInALatentCode() {
		final LatentCode code = LatentCode.ofSample(42, 3, 2);
		final LevelSeeds level = CodePath.of(code).level(1);
		assertArrayEquals(CodeNoise.global(code.seed(1), 7), level.globalCode(7));
		assertArrayEquals(CodeNoise.local(code.seed(1), 2, 3, 5), level.localCode(2, 3, 5));
	}

	/** Half and half would have a variance of 1/2. */
	@ParameterizedTest
	@ValueSource(doubles = { 0.1, 0.5, 0.9 })
	void aBlendIsStandardNormal(final double weight) {
		final float[] code = new LevelSeeds(1, 2, 3, 4, weight).localCode(4, 100, 100);
		double mean = 0;
		double square = 0;
		for (final float v : code) {
			mean += v;
			square += v * v;
		}
		final int n = code.length;
		assertEquals(0, mean / n, 4 / Math.sqrt(n));
		assertEquals(1, square / n, 4 * Math.sqrt(2.0 / n));
	}

	@Test
	void aBlendTurnsFromOneCodeToTheOther() {
		final float[] a = new LevelSeeds(1, 2).globalCode(3);
		final float[] b = new LevelSeeds(3, 4).globalCode(3);
		final float[] third = new LevelSeeds(1, 2, 3, 4, 1.0 / 3).globalCode(3);
		for (int i = 0; i < 3; i++) assertEquals(Math.sqrt(3) / 2 * a[i] + 0.5 * b[i], third[i], 1e-6);
	}

	@Test
	void theEndsOfABlendAreNoBlend() {
		assertEquals(new LevelSeeds(1, 2), new LevelSeeds(1, 2, 3, 4, 0));
		assertEquals(new LevelSeeds(3, 4), new LevelSeeds(1, 2, 3, 4, 1));
	}

	@Test
	void whatBothCodesShareStaysAsItIs() {
		assertEquals(new LevelSeeds(1, 2), new LevelSeeds(1, 2, 1, 2, 0.5));
		final LevelSeeds sameTone = new LevelSeeds(1, 2, 1, 4, 0.5);
		assertArrayEquals(CodeNoise.global(1, 5), sameTone.globalCode(5));
		assertFalse(java.util.Arrays.equals(CodeNoise.local(2, 1, 2, 2), sameTone.localCode(1, 2, 2)));
	}

	@Test
	void candidatesOfDifferentLevelsHaveDifferentSeeds() {
		assertEquals(1001, CodePath.candidate(0, 1));
		assertEquals(CodePath.candidate(1, 1), CodePath.candidate(0, CodePath.MOST_CANDIDATES) + 2);
	}
}
