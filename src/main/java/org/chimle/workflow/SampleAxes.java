package org.chimle.workflow;

import ij.ImagePlus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.image.ImageKind;

/**
 * Where the samples of an image lie in a stack. Samples are on T, sample s (from 0) of frame t of F frames at s F + t;
 * on Z where the stack has one frame, and neither its labels nor the other images say that Z is depth.
 *
 * @param alongSlices whether the samples are on Z
 * @param samples number of samples of every image
 * @param slices depth, 1 if the samples are on Z
 * @param frames frames of the image the samples were made of
 */
record SampleAxes(boolean alongSlices, int samples, int slices, int frames) {

	private static final Pattern LABEL = Pattern.compile("(sample \\d+) seed=-?\\d+(?: frame (\\d+))?");

	/**
	 * @param stack the samples
	 * @param companion the reference or the input, or null
	 * @return the axes
	 * @throws InvalidInputException if the stack does not fit its companion
	 */
	static SampleAxes of(final ImagePlus stack, final ImagePlus companion) {
		final int z = stack.getNSlices();
		final int t = stack.getNFrames();
		final boolean flat = companion == null || companion.getNSlices() == 1;
		if (t == 1 && z > 1 && flat && !isOneSample(stack)) return new SampleAxes(true, z, 1, 1);
		final int labelled = labelledFrames(stack);
		final int frames = labelled > 0 ? labelled : companion == null ? 1 : companion.getNFrames();
		if (t % frames != 0) {
			throw new InvalidInputException("The sample stack " + stack.getTitle() + " has " + t +
				" frames, which are no whole number of samples of an image of " + frames +
				" frames; choose the reference and input that the samples belong to.");
		}
		return new SampleAxes(false, t / frames, z, frames);
	}

	/** @return whether the labels of the first two slices name the same sample */
	private static boolean isOneSample(final ImagePlus stack) {
		final Matcher first = label(stack, 1, 1);
		final Matcher second = label(stack, 2, 1);
		return first != null && second != null && first.group(1).equals(second.group(1));
	}

	private static int labelledFrames(final ImagePlus stack) {
		int frames = 0;
		for (int t = 1; t <= stack.getNFrames(); t++) {
			final Matcher label = label(stack, 1, t);
			if (label == null || label.group(2) == null) return 0;
			frames = Math.max(frames, Integer.parseInt(label.group(2)));
		}
		return frames;
	}

	private static Matcher label(final ImagePlus stack, final int z, final int t) {
		final String text = stack.getStackSize() == 1 ? null : stack.getStack().getSliceLabel(stack.getStackIndex(1, z, t));
		final Matcher matcher = LABEL.matcher(text == null ? "" : text);
		return matcher.find() ? matcher : null;
	}

	int zOf(final int sample, final int z) {
		return alongSlices ? sample + 1 : z;
	}

	int tOf(final int sample, final int t) {
		return alongSlices ? 1 : sample * frames + t;
	}

	/**
	 * @param stack the samples
	 * @param other the reference or the input
	 * @param what names it
	 * @throws InvalidInputException if the other image has other slices, frames or channels
	 */
	void requireFits(final ImagePlus stack, final ImagePlus other, final String what) {
		final ImageKind own = ImageKind.of(stack);
		final ImageKind others = ImageKind.of(other);
		if (others.channels() != own.channels()) {
			throw new InvalidInputException("The " + what + " " + other.getTitle() + " is " + others.label() +
				", but the samples are " + own.label() + "; choose one with as many channels or convert it (Image > Type).");
		}
		if (other.getNSlices() == slices && other.getNFrames() == frames) return;
		throw new InvalidInputException("The " + what + " " + other.getTitle() + " has " + size(other.getNSlices(), other
			.getNFrames()) + ", but the samples belong to an image of " + size(slices, frames) + "; choose the " + what +
			" that belongs to them.");
	}

	private static String size(final int slices, final int frames) {
		return slices + (slices == 1 ? " slice and " : " slices and ") + frames + (frames == 1 ? " frame" : " frames");
	}
}
