package org.chimle.workflow;

import ij.ImagePlus;

import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Slice labels of results: what the slice is, the seed, the frame of the image, and the image's own label, e.g.
 * {@code "sample 03 seed=42 frame 2 - DAPI"}. Of a label of several lines the first counts.
 *
 * @param image the image
 * @param samples number of samples
 * @param seed the user's seed
 */
record SampleLabels(ImagePlus image, int samples, long seed) {

	/** @return the labels of a sample, from 0, by channel of the result, from 1 */
	IntFunction<String> ofSample(final int sample, final int channels, final int z, final int t) {
		final int digits = Math.max(2, Integer.toString(samples).length());
		final String name = String.format(Locale.ROOT, "sample %0" + digits + "d", sample + 1);
		return c -> of(name, channels, c, z, t);
	}

	/** @return the label of what was made of all samples, for a channel of the result, from 1 */
	String ofAll(final String what, final int channels, final int c, final int z, final int t) {
		return of(what + " of " + samples + " samples", channels, c, z, t);
	}

	private String of(final String what, final int channels, final int c, final int z, final int t) {
		return what + " seed=" + seed + (image.getNFrames() > 1 ? " frame " + t : "") + own(channels == image
			.getNChannels() ? c : 1, z, t);
	}

	private String own(final int c, final int z, final int t) {
		// Asking a single image for its stack changes it.
		final String label = image.getStackSize() == 1 ? image.getProp("Slice_Label") : image.getStack().getSliceLabel(image
			.getStackIndex(c, z, t));
		return label == null || label.isBlank() ? "" : " - " + label.strip().lines().findFirst().orElse("").strip();
	}
}
