package org.chimle.image;

import java.util.Locale;

import org.chimle.engine.data.Dihedral;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.chimle.engine.registration.Offset;
import org.chimle.engine.registration.PhaseCorrelation;

/**
 * How input and target of a pair lie on each other: the target, reduced to the input's size, against the input, both as
 * the mean of their channels.
 *
 * @param offset in pixels of the target
 * @param problem what is wrong, a sentence, or an empty text
 */
record Alignment(Offset offset, String problem) {

	/** Fewer pixels a side tell nothing. */
	private static final int SMALLEST = 8;
	/** Images that are not turned can be a little more alike when they are, by chance. */
	private static final double BETTER = 1.5;

	/**
	 * @param input shape (C, H, W)
	 * @param target shape (D, H * scale, W * scale)
	 * @param scale target pixels per input pixel along one axis
	 * @param largest offset in target pixels that is no problem
	 * @return the alignment, or null if the images are constant or too small
	 */
	static Alignment of(final FloatImage input, final FloatImage target, final int scale, final double largest) {
		if (Math.min(input.width(), input.height()) < SMALLEST) return null;
		final FloatImage a = mean(input);
		final FloatImage b = Resample.bicubic(mean(target), input.height(), input.width());
		final Offset found = PhaseCorrelation.of(a, b);
		if (Double.isNaN(found.x())) return null;
		final Offset offset = new Offset(found.x() * scale, found.y() * scale, found.peak(), found.significance());
		if (offset.length() <= largest) return new Alignment(offset, "");
		final Dihedral turned = turned(a, b, offset);
		return new Alignment(offset, turned != null ? turned(turned) : offset.isClear() ? shifted(offset, largest) : unlike(
			offset));
	}

	private static String shifted(final Offset offset, final double largest) {
		return String.format(Locale.ROOT, "Target shifted %.1f px %s, %.1f px %s (%s px allowed); align it.", Math
			.abs(offset.x()), offset.x() < 0 ? "left" : "right", Math.abs(offset.y()), offset
				.y() < 0 ? "up" : "down", (float) largest);
	}

	/** @return what turns a target back that fits much better then, or null */
	private static Dihedral turned(final FloatImage a, final FloatImage b, final Offset offset) {
		Dihedral best = null;
		double most = Math.max(Offset.CLEAR, BETTER * offset.significance());
		for (int element = 1; element < 8; element++) {
			final Dihedral symmetry = new Dihedral(element >= 4, element % 4);
			final FloatImage image = symmetry.apply(b);
			if (image.width() != a.width() || image.height() != a.height()) continue;
			final double significance = PhaseCorrelation.of(a, image).significance();
			if (significance < most) continue;
			most = significance;
			best = symmetry;
		}
		return best;
	}

	private static String turned(final Dihedral back) {
		return "The target is " + (back.flip() ? "mirrored" : "turned clockwise by " + 90 * back.quarterTurns() +
			" degrees") + " against the input; turn it back.";
	}

	private static String unlike(final Offset offset) {
		return String.format(Locale.ROOT, "Input and target have nothing in common at any shift (the best correlates " +
			"with %.1f SD, at least %.0f are expected); check that they show the same place.", offset.significance(),
			Offset.CLEAR);
	}

	private static FloatImage mean(final FloatImage image) {
		final FloatImage result = new FloatImage(1, image.height(), image.width());
		for (int i = 0; i < image.data().length; i++) result.data()[i % image.plane()] += image.data()[i] / image.channels();
		return result;
	}
}
