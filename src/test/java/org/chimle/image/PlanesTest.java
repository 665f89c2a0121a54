package org.chimle.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.ImagePlus;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanesTest {

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void copiesAnyPositionAndBack(final int depth) {
		final ImagePlus image = TestImages.stack("h", depth, 6, 5, 2, 3, 4);
		final FloatImage all = Planes.all(image, 2, 3);
		// Plane c + C (z + Z t), from 0: 1 + 2 (1 + 3 * 2) = 15.
		final int n = depth == 8 ? (3 + 2 * 4 + 150) % 256 : 3 + 2 * 4 + 150;
		assertEquals(n, all.get(1, 4, 3));
		assertArrayEquals(Planes.channelOf(all, 1).data(), Planes.channel(image, 2, 2, 3).data());
		assertArrayEquals((float[]) image.getStack().getProcessor(16).convertToFloatProcessor().getPixels(), (float[]) Planes
			.processor(all, 1, depth).convertToFloatProcessor().getPixels());
	}

	@Test
	void takesColoursApartAndTogether() {
		final ImagePlus image = TestImages.stack("c", 24, 6, 5, 1, 2, 1);
		final FloatImage all = Planes.all(image, 2, 1);
		assertEquals(3, all.channels());
		assertArrayEquals((int[]) image.getStack().getPixels(2), maskAlpha((int[]) Planes.rgb(all).getPixels()));
		assertArrayEquals(Planes.channelOf(all, 2).data(), Planes.channel(image, 3, 2, 1).data());
	}

	private static int[] maskAlpha(final int[] pixels) {
		return java.util.Arrays.stream(pixels).map(pixel -> pixel & 0xffffff).toArray();
	}

	@Test
	void roundsAndClipsWholeNumbers() {
		final FloatImage image = new FloatImage(1, 1, 5, new float[] { -3, 1.4f, 1.6f, 300, 1e9f });
		assertArrayEquals(new byte[] { 0, 1, 2, -1, -1 }, (byte[]) Planes.processor(image, 0, 8).getPixels());
		assertArrayEquals(new short[] { 0, 1, 2, 300, -1 }, (short[]) Planes.processor(image, 0, 16).getPixels());
	}

	@Test
	void sharesTheArrayWithImgLib2() {
		final FloatImage image = new FloatImage(2, 3, 4);
		final Img<FloatType> img = ImgConverter.wrap(image);
		assertArrayEquals(new long[] { 4, 3, 2 }, Intervals.dimensionsAsLongArray(img));
		img.getAt(3, 2, 1).set(5);
		assertEquals(5, image.get(1, 2, 3));
		assertArrayEquals(image.data(), ImgConverter.copy(img).data());
	}

	@Test
	void copiesViewsOfOtherTypes() {
		final Img<UnsignedByteType> bytes = ArrayImgs.unsignedBytes(4, 3);
		bytes.getAt(2, 1).set(200);
		final FloatImage copy = ImgConverter.copy(Views.interval(bytes, new long[] { 1, 1 }, new long[] { 3, 2 }));
		assertEquals(3, copy.width());
		assertEquals(200, copy.get(0, 0, 1));
		assertThrows(InvalidInputException.class, () -> ImgConverter.copy(ArrayImgs.floats(2, 2, 2, 2)));
	}

	@Test
	void measuresMomentsAsTheDefinitionDoes() {
		final float[][] values = { { 1, 1e6f }, { 4, 1e6f + 1 }, { 7, 1e6f + 5 } };
		final RunningMoments moments = new RunningMoments(1, 1, 2);
		for (final float[] pair : values) moments.add(new FloatImage(1, 1, 2, pair));
		assertArrayEquals(new float[] { 4, 1e6f + 2 }, moments.mean().data());
		assertArrayEquals(new float[] { 3, (float) Math.sqrt(7) }, moments.standardDeviation().data(), 1e-6f);
	}
}
