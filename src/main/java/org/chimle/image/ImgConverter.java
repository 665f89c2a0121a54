package org.chimle.image;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;

/** The engine's images as ImgLib2 images with axes X, Y, C and back; what scripts in Fiji use. */
public final class ImgConverter {

	private ImgConverter() {}

	/**
	 * @param image shape (C, H, W)
	 * @return an image of dimensions W, H, C that shares the array: changing one changes the other
	 */
	public static Img<FloatType> wrap(final FloatImage image) {
		return ArrayImgs.floats(image.data(), image.width(), image.height(), image.channels());
	}

	/**
	 * @param image two dimensions X, Y or three X, Y, C; the interval need not start at 0
	 * @return a copy, shape (C, H, W)
	 * @throws InvalidInputException if the image has another number of dimensions or no pixels
	 */
	public static FloatImage copy(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final int dimensions = image.numDimensions();
		if (dimensions != 2 && dimensions != 3) {
			throw new InvalidInputException("The image has " + dimensions +
				" dimensions but must have two (X, Y) or three (X, Y, C); take a slice of it first.");
		}
		final long[] size = image.dimensionsAsLongArray();
		final long channels = dimensions == 3 ? size[2] : 1;
		if (size[0] < 1 || size[1] < 1 || channels < 1) throw new InvalidInputException(
			"The image has no pixels; choose another.");
		final FloatImage result = new FloatImage(Math.toIntExact(channels), Math.toIntExact(size[1]), Math.toIntExact(
			size[0]));
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; i < result.data().length; i++) result.data()[i] = cursor.next().getRealFloat();
		return result;
	}
}
