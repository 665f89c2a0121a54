package org.chimle.image;

import ij.ImagePlus;

import org.chimle.engine.job.InvalidInputException;

/**
 * What the pixels of an image are.
 *
 * @param bitDepth bits per channel: 8, 16 or 32
 * @param rgb whether it is a colour picture of 8 bits per component (ImageJ's "RGB color"); then there are 3 channels
 * @param channels number of channels, at least 1
 */
public record ImageKind(int bitDepth, boolean rgb, int channels) {

	/** Checks the ranges. */
	public ImageKind {
		if (bitDepth != 8 && bitDepth != 16 && bitDepth != 32) {
			throw new InvalidInputException("The image has " + bitDepth + " bits per channel but must have 8, 16 or 32.");
		}
		if (channels < 1 || rgb && (channels != 3 || bitDepth != 8)) {
			throw new IllegalArgumentException("No such kind of image: " + channels + " channels, RGB " + rgb);
		}
	}

	/** @return the kind of an open image; the components of an RGB image count as channels */
	public static ImageKind of(final ImagePlus image) {
		final boolean rgb = image.getType() == ImagePlus.COLOR_RGB;
		return new ImageKind(rgb ? 8 : image.getBitDepth(), rgb, rgb ? 3 : image.getNChannels());
	}

	/** @return the largest value a pixel can have, infinite for 32-bit images */
	public double largestValue() {
		return switch (bitDepth) {
			case 8 -> 255;
			case 16 -> 65535;
			default -> Double.POSITIVE_INFINITY;
		};
	}

	/** @return words for messages, e.g. {@code "16-bit with 2 channels"} */
	public String label() {
		if (rgb) return "RGB";
		return bitDepth + "-bit" + (channels == 1 ? " grey" : " with " + channels + " channels");
	}
}
