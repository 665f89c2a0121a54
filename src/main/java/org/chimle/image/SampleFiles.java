package org.chimle.image;

import ij.ImagePlus;
import ij.ImageStack;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

import org.chimle.engine.job.InvalidInputException;

/** Reads the files of samples that belong to one reference as one stack. */
public final class SampleFiles {

	private SampleFiles() {}

	/**
	 * @param name title of the stack
	 * @param files one file with any stack, or several of which those like the first become samples along T; a stack
	 *          among several is taken alone
	 * @param skipped receives the name and the reason for every file left out
	 * @return the samples
	 * @throws InvalidInputException if no file can be read
	 */
	public static ImagePlus open(final String name, final List<Path> files,
		final BiConsumer<String, String> skipped)
	{
		ImagePlus first = null;
		ImageStack stack = null;
		String problem = "";
		for (final Path file : files) {
			final ImagePlus image;
			try {
				image = ImageReader.open(file);
			}
			catch (final InvalidInputException exc) {
				if (files.size() > 1) skipped.accept(file.getFileName().toString(), exc.getMessage());
				problem = exc.getMessage();
				continue;
			}
			if (isStack(image)) {
				alone(file, files, skipped);
				return titled(image, name);
			}
			if (first == null) {
				first = image;
				stack = new ImageStack(image.getWidth(), image.getHeight());
			}
			if (isLike(first, image)) add(image, stack);
			else skipped.accept(file.getFileName().toString(), "It is " + size(image) + " but the first sample of " + name +
				" is " + size(first) + ", so it is left out; samples of a reference must be alike.");
		}
		if (first == null) throw new InvalidInputException(problem);
		final int channels = first.getNChannels();
		final ImagePlus samples = new ImagePlus(name, stack);
		samples.setDimensions(channels, 1, stack.getSize() / channels);
		samples.setCalibration(first.getCalibration());
		return samples;
	}

	private static boolean isStack(final ImagePlus image) {
		return image.getNSlices() > 1 || image.getNFrames() > 1;
	}

	private static void alone(final Path stack, final List<Path> files, final BiConsumer<String, String> skipped) {
		for (final Path file : files) {
			if (file.equals(stack)) continue;
			skipped.accept(file.getFileName().toString(), "The stack " + stack.getFileName() +
				" has the samples of the same reference, so this file is left out.");
		}
	}

	private static ImagePlus titled(final ImagePlus image, final String name) {
		image.setTitle(name);
		return image;
	}

	private static boolean isLike(final ImagePlus a, final ImagePlus b) {
		return a.getWidth() == b.getWidth() && a.getHeight() == b.getHeight() && ImageKind.of(a).equals(ImageKind.of(b));
	}

	private static void add(final ImagePlus image, final ImageStack stack) {
		for (int i = 1; i <= image.getStackSize(); i++) {
			stack.addSlice(image.getTitle(), image.getStackSize() == 1 ? image.getProcessor() : image.getStack().getProcessor(
				i));
		}
	}

	private static String size(final ImagePlus image) {
		return image.getWidth() + " x " + image.getHeight() + ", " + ImageKind.of(image).label() + ",";
	}
}
