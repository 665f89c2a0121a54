package org.chimle.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;

/** Images whose numbers no array can hold are refused in a sentence before anything is made for them. */
class FloatImageTest {

	@Test
	void imagesWithoutAnArrayAreRefusedInASentence() {
		final String message = assertThrows(InvalidInputException.class, () -> new FloatImage(3, 40_000, 50_000)).getMessage();
		assertEquals("An image of 50000 x 40000 pixels is too large to be processed as a whole: with 3 numbers for each that " +
			"would be 6000000000, but an array can have at most 2147483639; crop it, or process it in tiles.", message);
		// 2^32 and 2^64, which an int and a long would take for 0.
		assertThrows(InvalidInputException.class, () -> FloatImage.length(1, 1 << 16, 1 << 16));
		assertThrows(InvalidInputException.class, () -> FloatImage.length(16, 1 << 30, 1 << 30));
		assertEquals(2_147_395_600, FloatImage.length(1, 46_340, 46_340));
	}

	@Test
	void aBlurRefusesWhatItsTransformCannotHold() {
		final FloatImage line = new FloatImage(1, 1, 5_000_000);
		assertThrows(InvalidInputException.class, () -> PointSpread.gaussian(31).apply(line));
	}
}
