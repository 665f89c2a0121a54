package org.chimle.engine.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.chimle.engine.data.Dihedral;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.junit.jupiter.api.Test;

class TwoAnswersTest {

	private static final int EXAMPLES = 300;

	@Test
	void theSameAddressGivesTheSameExample() {
		assertArrayEquals(TwoAnswers.draw(4, 17).input().data(), TwoAnswers.draw(4, 17).input().data());
		assertFalse(Arrays.equals(TwoAnswers.draw(4, 17).a().data(), TwoAnswers.draw(4, 18).a().data()));
		assertFalse(Arrays.equals(TwoAnswers.draw(4, 17).a().data(), TwoAnswers.draw(5, 17).a().data()));
	}

	@Test
	void bothAnswersAreWithinTheNoiseOfTheInput() {
		double largest = 0;
		double squares = 0;
		for (int i = 0; i < EXAMPLES; i++) {
			final TwoAnswers example = TwoAnswers.draw(2026, i);
			final float[] a = Resample.bicubic(example.a(), 8, 8).data();
			final float[] b = Resample.bicubic(example.b(), 8, 8).data();
			for (int k = 0; k < a.length; k++) {
				largest = Math.max(largest, Math.abs(a[k] - b[k]) / 2);
				squares += Math.pow(example.input().data()[k] - (a[k] + b[k]) / 2, 2);
			}
		}
		assertTrue(largest < TwoAnswers.NOISE, "is " + largest);
		// 19 200 draws: the standard error of the noise is 0.5 %.
		assertEquals(TwoAnswers.NOISE, Math.sqrt(squares / EXAMPLES / 64), 0.03 * TwoAnswers.NOISE);
	}

	@Test
	void eitherAnswerIsObservedEquallyOften() {
		int a = 0;
		for (int i = 0; i < EXAMPLES; i++) {
			final TwoAnswers example = TwoAnswers.draw(1, i);
			if (example.aObserved()) a++;
			assertSame(example.aObserved() ? example.a() : example.b(), example.pair("x").target());
		}
		// Standard deviation 8.7.
		assertEquals(EXAMPLES / 2.0, a, 35);
	}

	@Test
	void imagesAreSparseAndKeepTheirRange() {
		for (int i = 0; i < EXAMPLES; i++) {
			final FloatImage a = TwoAnswers.draw(1, i).a();
			int bright = 0;
			float max = 0;
			for (final float value : a.data()) {
				assertTrue(value >= 0 && value <= 1, "is " + value);
				max = Math.max(max, value);
				if (value > 0.3) bright++;
			}
			assertTrue(max > 0.5, "is " + max);
			assertTrue(bright > 10 && bright < 60, bright + " bright pixels");
		}
	}

	@Test
	void samplesNearAnAnswerCountAndTheirAverageDoesNot() {
		final TwoAnswers example = TwoAnswers.draw(2, 0);
		final FloatImage a = example.a();
		final FloatImage b = example.b();
		assertEquals(new ModeCoverage(1, 0, 1), ModeCoverage.of(List.of(a), a, b));
		assertEquals(new ModeCoverage(0, 0, 2), ModeCoverage.of(List.of(blend(a, b, 0.5f), new FloatImage(1, 32, 32)), a, b));
		final ModeCoverage both = ModeCoverage.of(List.of(blend(a, b, 0.1f), b, blend(b, a, 0.3f), blend(a, b, 0.4f)), a,
			b);
		assertEquals(new ModeCoverage(1, 2, 4), both);
		assertTrue(both.both() && both.any());
		assertFalse(ModeCoverage.of(List.of(a, a), a, b).both());
		assertFalse(ModeCoverage.of(List.of(), a, b).any());
	}

	@Test
	void aWrongPlaceIsNoHit() {
		final TwoAnswers example = TwoAnswers.draw(2, 1);
		final FloatImage moved = new Dihedral(false, 2).apply(example.a());
		assertFalse(ModeCoverage.of(List.of(moved), example.a(), example.b()).any());
	}

	@Test
	void imagesThatCannotBeComparedAreRefused() {
		final FloatImage a = TwoAnswers.draw(2, 0).a();
		assertThrows(IllegalArgumentException.class, () -> ModeCoverage.of(List.of(), a, a));
		final FloatImage b = TwoAnswers.draw(2, 0).b();
		assertThrows(IllegalArgumentException.class, () -> ModeCoverage.of(List.of(new FloatImage(1, 8, 8)), a, b));
	}

	private static FloatImage blend(final FloatImage a, final FloatImage b, final float shareOfB) {
		final FloatImage result = new FloatImage(a.channels(), a.height(), a.width());
		for (int i = 0; i < result.data().length; i++) {
			result.data()[i] = (1 - shareOfB) * a.data()[i] + shareOfB * b.data()[i];
		}
		return result;
	}
}
