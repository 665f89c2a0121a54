package org.chimle.image;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiConsumer;

import org.chimle.engine.config.Task;
import org.chimle.engine.data.Degradation;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;

/**
 * What is known of a readable pair without keeping its pixels.
 *
 * @param files where it is
 * @param inputKind pixels of the input
 * @param targetKind pixels of the target
 * @param targetWidth columns of the target
 * @param targetHeight rows of the target
 * @param scale target pixels per input pixel along one axis, a power of two
 * @param fingerprint a number that changes when the pixels do
 */
record PairFacts(PairFiles files, ImageKind inputKind, ImageKind targetKind, int targetWidth, int targetHeight,
	int scale, long fingerprint)
{

	/**
	 * Reads both files of a pair and checks what can be seen from the pair alone.
	 *
	 * @param files the pair
	 * @param rules what the task needs
	 * @param problems told the pair's name and every problem
	 * @return the facts, or null if there is a problem
	 */
	static PairFacts read(final PairFiles files, final PairRules rules, final BiConsumer<String, String> problems) {
		final LoadedImage input = readOrReport(files, files.input(), "input", problems);
		final LoadedImage target = readOrReport(files, files.target(), "target", problems);
		return input == null || target == null ? null : of(files, input, target, rules, problems);
	}

	/** The same for a pair that has been read. */
	static PairFacts of(final PairFiles files, final LoadedImage input, final LoadedImage target, final PairRules rules,
		final BiConsumer<String, String> problems)
	{
		final int scale = scale(input.image(), target.image());
		final String problem = problemOf(input, target, scale, rules);
		if (!problem.isEmpty()) {
			problems.accept(files.name(), problem);
			return null;
		}
		return new PairFacts(files, input.kind(), target.kind(), target.image().width(), target.image().height(), scale, (long) Arrays
			.hashCode(input.image().data()) << 32 | Arrays.hashCode(target.image().data()) & 0xFFFF_FFFFL);
	}

	/**
	 * Reads a sharp image of which the input is to be made.
	 *
	 * @param files the image, as both sides of a pair
	 * @param rules what the task needs
	 * @param degradation how the input will be made
	 * @param problems told the image's name and every problem
	 * @return the facts, or null if there is a problem
	 */
	static PairFacts ofSharp(final PairFiles files, final PairRules rules, final Degradation degradation,
		final BiConsumer<String, String> problems)
	{
		final LoadedImage target = readOrReport(files, files.target(), "target", problems);
		if (target == null) return null;
		final FloatImage image = target.image();
		String problem = "";
		if (Math.min(image.width(), image.height()) < rules.smallestTarget()) problem = tooSmall(image, rules);
		else if (degradation.greyscale() && !target.kind().rgb()) {
			problem = "The image is " + target.kind().label() + ", but greyscale inputs can only be made of RGB images.";
		}
		if (!problem.isEmpty()) {
			problems.accept(files.name(), problem);
			return null;
		}
		final ImageKind inputKind = degradation.greyscale() ? new ImageKind(8, false, 1) : target.kind();
		return new PairFacts(files, inputKind, target.kind(), image.width(), image.height(), degradation.factor(), Arrays
			.hashCode(image.data()));
	}

	private static String tooSmall(final FloatImage target, final PairRules rules) {
		return "The target is " + target.width() + " x " + target.height() + " pixels, but at least " + rules
			.smallestTarget() + " x " + rules.smallestTarget() + " are needed (the patch size or the model's minimum); choose a " +
			"patch size of at most " + Math
				.min(target.width(), target.height()) + ", or larger images.";
	}

	/** @return an image, or null if it cannot be read, which is reported */
	static LoadedImage readOrReport(final PairFiles files, final Path file, final String side,
		final BiConsumer<String, String> problems)
	{
		try {
			return ImageReader.read(file);
		}
		catch (final InvalidInputException exc) {
			problems.accept(files.name(), "In the " + side + " folder: " + exc.getMessage());
			return null;
		}
	}

	private static String problemOf(final LoadedImage input, final LoadedImage target, final int scale,
		final PairRules rules)
	{
		final FloatImage in = input.image();
		final FloatImage out = target.image();
		if (scale == 0) {
			return "The input is " + in.width() + " x " + in.height() + " and the target " + out.width() + " x " + out.height() +
				" pixels, but a target must be 1, 2, 4, 8, ... times larger in both directions" + (scale(out, in) > 1
					? "; perhaps the two folders are exchanged." : ".");
		}
		if (out.width() < rules.smallestTarget() || out.height() < rules.smallestTarget()) {
			return tooSmall(out, rules);
		}
		if (rules.task() == Task.COLOURIZATION && out.channels() != 3) {
			return "The target is " + target.kind().label() + ", but colourization needs RGB targets.";
		}
		if (rules.task() == Task.COLOURIZATION && in.channels() != 1 && !input.kind().rgb()) {
			return "The input is " + input.kind().label() + ", but colourization needs grey or RGB inputs.";
		}
		return "";
	}

	/** @return the scale, or 0 if there is none */
	private static int scale(final FloatImage input, final FloatImage target) {
		final int scale = target.width() / input.width();
		final boolean fits = scale > 0 && Integer.bitCount(scale) == 1 && target.width() == input.width() * scale && target
			.height() == input.height() * scale;
		return fits ? scale : 0;
	}
}
