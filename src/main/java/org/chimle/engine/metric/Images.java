package org.chimle.engine.metric;

import java.util.List;
import java.util.Optional;

import org.chimle.engine.data.FloatImage;

/** What all figures ask of the images they compare. */
final class Images {

	private Images() {}

	/** @throws IllegalArgumentException if the shapes differ or a value is not a finite number */
	static void requireComparable(final FloatImage image, final FloatImage reference) {
		if (image.channels() != reference.channels() || image.height() != reference.height() || image.width() != reference
			.width())
		{
			throw new IllegalArgumentException("The image is " + image.size() + " but the reference is " + reference.size() +
				"; only images of the same size and number of channels can be compared.");
		}
		requireFinite(image, "image");
		requireFinite(reference, "reference");
	}

	static void requireFinite(final FloatImage image, final String what) {
		notFinite(image).ifPresent(found -> {
			throw new IllegalArgumentException("The " + what + " " + found + "; only finite values can be measured.");
		});
	}

	/** @return whether all values are equal */
	static boolean isConstant(final FloatImage image) {
		for (final float value : image.data()) if (value != image.data()[0]) return false;
		return true;
	}

	/** @return where the image has a value that is infinite or not a number, in words; empty if it has none */
	static Optional<String> notFinite(final FloatImage image) {
		for (int i = 0; i < image.data().length; i++) {
			if (Float.isFinite(image.data()[i])) continue;
			final int inPlane = i % image.plane();
			return Optional.of("has the value " + image.data()[i] + " at x = " + inPlane % image.width() + ", y = " + inPlane /
				image.width() + " of channel " + (i / image.plane() + 1));
		}
		return Optional.empty();
	}

	/** @return the mean over images of one shape, summed in double */
	static FloatImage mean(final List<FloatImage> images) {
		final FloatImage first = images.get(0);
		final double[] sum = new double[first.data().length];
		for (final FloatImage image : images) {
			requireComparable(image, first);
			for (int i = 0; i < sum.length; i++) sum[i] += image.data()[i];
		}
		final FloatImage mean = new FloatImage(first.channels(), first.height(), first.width());
		for (int i = 0; i < sum.length; i++) mean.data()[i] = (float) (sum[i] / images.size());
		return mean;
	}
}
