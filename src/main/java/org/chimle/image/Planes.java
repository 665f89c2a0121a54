package org.chimle.image;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.util.Arrays;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;

/**
 * Copies planes of ImageJ's images to the engine's and back, in the pixels' own units: a density calibration is not
 * applied. An RGB image counts as three channels.
 */
public final class Planes {

	private Planes() {}

	/**
	 * All channels of one position.
	 *
	 * @param image any image; neither its position nor its selection matters, and nothing of it is changed
	 * @param z slice, from 1
	 * @param t frame, from 1
	 * @return a copy, shape (C, H, W)
	 */
	public static FloatImage all(final ImagePlus image, final int z, final int t) {
		if (image.getType() == ImagePlus.COLOR_RGB) return components(processor(image, 1, z, t));
		final int channels = image.getNChannels();
		final FloatImage result = new FloatImage(channels, image.getHeight(), image.getWidth());
		for (int c = 0; c < channels; c++) copy(processor(image, c + 1, z, t), result, c);
		return result;
	}

	/**
	 * One channel of one position.
	 *
	 * @param image any image
	 * @param c channel, from 1; for an RGB image 1 is red, 2 green and 3 blue
	 * @param z slice, from 1
	 * @param t frame, from 1
	 * @return a copy, shape (1, H, W)
	 */
	public static FloatImage channel(final ImagePlus image, final int c, final int z, final int t) {
		if (image.getType() == ImagePlus.COLOR_RGB) return channelOf(components(processor(image, 1, z, t)), c - 1);
		final FloatImage result = new FloatImage(1, image.getHeight(), image.getWidth());
		copy(processor(image, c, z, t), result, 0);
		return result;
	}

	/** @return a copy of channel c (from 0), shape (1, H, W) */
	public static FloatImage channelOf(final FloatImage image, final int c) {
		final int from = c * image.plane();
		return new FloatImage(1, image.height(), image.width(), Arrays.copyOfRange(image.data(), from, from + image
			.plane()));
	}

	/**
	 * @param image intensities in original units, shape (C, H, W)
	 * @param c channel, from 0
	 * @param bitDepth 8 or 16 (rounded to the nearest whole number and clipped to what fits), or 32
	 * @return a new processor
	 */
	public static ImageProcessor processor(final FloatImage image, final int c, final int bitDepth) {
		final int from = c * image.plane();
		final int width = image.width();
		final int height = image.height();
		if (bitDepth == 32) {
			return new FloatProcessor(width, height, Arrays.copyOfRange(image.data(), from, from + image.plane()));
		}
		if (bitDepth == 8) {
			final byte[] pixels = new byte[image.plane()];
			for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) clip(image.data()[from + i], 255);
			return new ByteProcessor(width, height, pixels);
		}
		final short[] pixels = new short[image.plane()];
		for (int i = 0; i < pixels.length; i++) pixels[i] = (short) clip(image.data()[from + i], 65535);
		return new ShortProcessor(width, height, pixels, null);
	}

	/**
	 * @param image red, green and blue in 0..255, shape (3, H, W); rounded and clipped
	 * @return a new RGB processor
	 */
	public static ColorProcessor rgb(final FloatImage image) {
		final int[] pixels = new int[image.plane()];
		for (int i = 0; i < pixels.length; i++) {
			int value = 0xff;
			for (int c = 0; c < 3; c++) value = value << 8 | clip(image.data()[c * pixels.length + i], 255);
			pixels[i] = value;
		}
		return new ColorProcessor(image.width(), image.height(), pixels);
	}

	/** @return whether no value is infinite or not a number */
	public static boolean isFinite(final FloatImage image) {
		for (final float value : image.data()) if (!Float.isFinite(value)) return false;
		return true;
	}

	/**
	 * @param image any values
	 * @param what names the image in the message
	 * @throws InvalidInputException if a value is infinite or not a number
	 */
	public static void requireFinite(final FloatImage image, final String what) {
		for (int i = 0; i < image.data().length; i++) {
			final float value = image.data()[i];
			if (Float.isFinite(value)) continue;
			final int inPlane = i % image.plane();
			throw new InvalidInputException(what + " has the value " + value + " at x = " + inPlane % image.width() +
				", y = " + inPlane / image.width() + "; only finite intensities can be used, so replace such pixels first " +
				(Float.isNaN(value) ? "(Process > Noise > Remove NaNs...)." : "(Process > Math > Min... or Max...)."));
		}
	}

	private static ImageProcessor processor(final ImagePlus image, final int c, final int z, final int t) {
		// Asking a single image for its stack changes it.
		if (image.getStackSize() == 1) return image.getProcessor();
		return image.getStack().getProcessor(image.getStackIndex(c, z, t));
	}

	private static FloatImage components(final ImageProcessor colour) {
		final int[] pixels = (int[]) colour.getPixels();
		final FloatImage result = new FloatImage(3, colour.getHeight(), colour.getWidth());
		for (int c = 0; c < 3; c++) {
			final int shift = 16 - 8 * c;
			for (int i = 0; i < pixels.length; i++) result.data()[c * pixels.length + i] = pixels[i] >> shift & 0xff;
		}
		return result;
	}

	private static void copy(final ImageProcessor from, final FloatImage to, final int c) {
		final int offset = c * to.plane();
		for (int i = 0; i < to.plane(); i++) to.data()[offset + i] = from.getf(i);
	}

	private static int clip(final float value, final int most) {
		return Math.max(0, Math.min(most, Math.round(value)));
	}
}
