package org.chimle.engine.distill;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.junit.jupiter.api.Test;

class PixelDescentTest {

	private static final int SIDE = 32;

	@Test
	void detailComesBackWithoutAPatternOfSinglePixels() {
		final FloatImage image = squares();
		final PixelDescent.Result result = new PixelDescent(DistanceKind.LEARNED, 1.5, 80, 0.02, "cpu").run(image, JobMonitor
			.silent());
		assertTrue(result.endDistance() < 0.2 * result.startDistance(), result.startDistance() + " to " + result
			.endDistance());
		assertTrue(error(result.end(), image) < 0.5 * error(result.start(), image));
		// Of a pattern that alternates from pixel to pixel no more is left than the eye can see.
		assertTrue(Math.abs(alternating(result.end()) - alternating(image)) < 0.01, "pattern " + alternating(result.end()));
	}

	@Test
	void impossibleSettingsAreRefused() {
		assertThrows(InvalidInputException.class, () -> new PixelDescent(DistanceKind.LEARNED, 0, 10, 0.01, "cpu"));
		assertThrows(InvalidInputException.class, () -> new PixelDescent(DistanceKind.LEARNED, 1, 0, 0.01, "cpu"));
		assertThrows(InvalidInputException.class, () -> new PixelDescent(DistanceKind.LEARNED, 1, 10, 2, "cpu"));
	}

	/** Squares of four pixels, of two levels of grey. */
	private static FloatImage squares() {
		final FloatImage image = new FloatImage(1, SIDE, SIDE);
		for (int i = 0; i < SIDE * SIDE; i++) {
			image.data()[i] = (i / SIDE / 4 + i % SIDE / 4) % 2 == 0 ? 0.3f : 0.7f;
		}
		return image;
	}

	private static double error(final FloatImage a, final FloatImage b) {
		double sum = 0;
		for (int i = 0; i < a.data().length; i++) sum += Math.pow(a.data()[i] - b.data()[i], 2);
		return sum / a.data().length;
	}

	/** @return amplitude of the checkerboard of single pixels */
	private static double alternating(final FloatImage image) {
		double sum = 0;
		for (int i = 0; i < image.data().length; i++) sum += ((i / SIDE + i) % 2 == 0 ? 1 : -1) * image.data()[i];
		return sum / image.data().length;
	}
}
