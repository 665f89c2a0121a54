package org.chimle.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;

class AugmentationTest {

	@Test
	void theSameAddressGivesTheSameDraw() {
		assertEquals(Augmentation.draw(7, 2, 5, true), Augmentation.draw(7, 2, 5, true));
		assertNotEquals(Augmentation.draw(7, 2, 5, true), Augmentation.draw(7, 5, 2, true));
		assertNotEquals(Augmentation.draw(7, 2, 5, true), Augmentation.draw(8, 2, 5, true));
	}

	@Test
	void everySymmetryAppearsEquallyOften() {
		final int[] counts = new int[8];
		for (int pair = 0; pair < 800; pair++) {
			final Dihedral symmetry = Augmentation.draw(1, 0, pair, true).symmetry();
			counts[(symmetry.flip() ? 4 : 0) + symmetry.quarterTurns()]++;
		}
		// 100 expected with a standard deviation of 9.4.
		for (final int count : counts) assertTrue(count > 60 && count < 140, count + " of 800");
	}

	@Test
	void withoutFlipsTheOrientationIsKept() {
		for (int pair = 0; pair < 20; pair++) {
			assertEquals(new Dihedral(false, 0), Augmentation.draw(1, 0, pair, false).symmetry());
		}
	}

	@Test
	void theEightSymmetriesDifferAndHaveInverses() {
		final FloatImage image = ramp(1, 3, 5, 1);
		final Set<String> seen = new HashSet<>();
		for (int i = 0; i < 8; i++) {
			final Dihedral symmetry = new Dihedral(i >= 4, i % 4);
			final FloatImage moved = symmetry.apply(image);
			seen.add(Arrays.toString(moved.data()) + moved.size());
			final FloatImage back = symmetry.inverse().apply(moved);
			assertEquals(image.size(), back.size());
			assertArrayEquals(image.data(), back.data());
		}
		assertEquals(8, seen.size());
	}

	@Test
	void aQuarterTurnIsCounterClockwise() {
		final FloatImage image = new FloatImage(1, 2, 2, new float[] { 1, 2, 3, 4 });
		assertArrayEquals(new float[] { 2, 4, 1, 3 }, new Dihedral(false, 1).apply(image).data());
		assertArrayEquals(new float[] { 1, 3, 2, 4 }, new Dihedral(true, 1).apply(image).data());
	}

	/** Both images sample the same linear function of the position, so the mean over a target block is the input pixel. */
	@Test
	void inputAndTargetStayRegistered() {
		final int scale = 4;
		final ImagePair pair = new ImagePair("ramp", ramp(2, 20, 23, scale), ramp(1, 80, 92, 1));
		for (int i = 0; i < 50; i++) {
			final ImagePair result = Augmentation.draw(3, i, i, true).apply(pair, scale, i % 2 == 0 ? 32 : 0, 2);
			final FloatImage input = result.input();
			final FloatImage reduced = Resample.box(result.target(), input.height(), input.width());
			for (int k = 0; k < input.plane(); k++) assertEquals(input.data()[k], reduced.data()[k], 1e-3);
		}
	}

	@Test
	void cropsHaveTheAskedSizeAndReachAllPositions() {
		final ImagePair pair = new ImagePair("ramp", ramp(1, 12, 12, 1), ramp(1, 12, 12, 1));
		final Set<Float> corners = new HashSet<>();
		for (int i = 0; i < 400; i++) {
			final ImagePair result = Augmentation.draw(9, 0, i, false).apply(pair, 1, 8, 4);
			assertEquals("8 x 8, 1 channel", result.target().size());
			corners.add(result.target().get(0, 0, 0));
		}
		assertEquals(25, corners.size());
	}

	@Test
	void wholeImagesAreCutToTheLargestDivisibleWindow() {
		final ImagePair pair = new ImagePair("ramp", ramp(1, 13, 18, 1), ramp(1, 13, 18, 1));
		for (int i = 0; i < 20; i++) {
			assertEquals("16 x 12, 1 channel", Augmentation.draw(2, 0, i, true).apply(pair, 1, 0, 4).input().size());
		}
	}

	@Test
	void windowsThatDoNotFitAreRefused() {
		final Augmentation none = new Augmentation(new Dihedral(false, 0), 0, 0);
		final ImagePair pair = new ImagePair("cell.tif", ramp(1, 6, 16, 1), ramp(1, 12, 32, 1));
		final String tooLarge = assertThrows(InvalidInputException.class, () -> none.apply(pair, 2, 16, 1)).getMessage();
		assertTrue(tooLarge.contains("cell.tif") && tooLarge.contains("12 pixels") && tooLarge.contains("16"), tooLarge);
		assertThrows(InvalidInputException.class, () -> none.apply(pair, 2, 7, 1));
		assertThrows(InvalidInputException.class, () -> none.apply(pair, 2, 0, 8));
		assertThrows(InvalidInputException.class, () -> none.apply(pair, 4, 0, 1));
	}

	/** f(y, x) = y + 100 x at the centres of pixels of the given size. */
	private static FloatImage ramp(final int channels, final int height, final int width, final double pixel) {
		final FloatImage image = new FloatImage(channels, height, width);
		for (int c = 0; c < channels; c++) {
			for (int y = 0; y < height; y++) {
				for (int x = 0; x < width; x++) image.set(c, y, x, (float) ((y + 0.5) * pixel + 100 * (x + 0.5) * pixel));
			}
		}
		return image;
	}
}
