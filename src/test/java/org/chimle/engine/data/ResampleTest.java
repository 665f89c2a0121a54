package org.chimle.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.chimle.testing.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResampleTest {

	private static final Npz REFERENCE = Npz.reference("resample.npz");

	@ParameterizedTest
	@ValueSource(strings = { "half", "quarter", "x2", "odd" })
	void agreesWithPillowWithin1e5(final String size) {
		final FloatImage image = REFERENCE.image("image");
		final FloatImage bicubic = REFERENCE.image("bicubic_" + size);
		final FloatImage box = REFERENCE.image("box_" + size);
		assertArrayEquals(bicubic.data(), Resample.bicubic(image, bicubic.height(), bicubic.width()).data(), 1e-5f);
		assertArrayEquals(box.data(), Resample.box(image, box.height(), box.width()).data(), 1e-5f);
	}

	@Test
	void channelsAreResizedIndependently() {
		final FloatImage image = REFERENCE.image("image");
		final FloatImage two = new FloatImage(2, image.height(), image.width());
		for (int i = 0; i < image.plane(); i++) {
			two.data()[i] = image.data()[i];
			two.data()[image.plane() + i] = 1 - image.data()[i];
		}
		final FloatImage single = Resample.bicubic(image, 13, 21);
		final FloatImage both = Resample.bicubic(two, 13, 21);
		for (int i = 0; i < single.plane(); i++) {
			assertEquals(single.data()[i], both.data()[i], 0);
			assertEquals(1 - single.data()[i], both.data()[single.plane() + i], 1e-6);
		}
	}

	@Test
	void theSameSizeGivesACopy() {
		final FloatImage image = REFERENCE.image("image");
		final FloatImage same = Resample.bicubic(image, image.height(), image.width());
		assertNotSame(image.data(), same.data());
		assertArrayEquals(image.data(), same.data());
	}

	@Test
	void anImageWithoutPixelsIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> Resample.box(new FloatImage(1, 4, 4), 0, 4));
	}

	@Test
	void aPyramidRunsFromCoarseToTheImageItself() {
		final FloatImage image = REFERENCE.image("image").crop(0, 0, 32, 48);
		final List<FloatImage> levels = Pyramid.of(image, 3);
		assertEquals(List.of("12 x 8, 1 channel", "24 x 16, 1 channel", "48 x 32, 1 channel"), levels.stream().map(
			FloatImage::size).toList());
		assertSame(image, levels.get(2));
		assertArrayEquals(Resample.bicubic(image, 8, 12).data(), levels.get(0).data());
		assertArrayEquals(levels.get(1).data(), Pyramid.of(image, 3).get(1).data());
	}

	@Test
	void aPyramidOfIndivisibleSidesIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> Pyramid.of(new FloatImage(1, 8, 10), 3));
		assertThrows(IllegalArgumentException.class, () -> Pyramid.of(new FloatImage(1, 8, 8), 0));
	}
}
