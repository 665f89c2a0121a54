package org.chimle.engine.metric;

import java.util.List;

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
		for (int i = 0; i < image.data().length; i++) {
			if (!Float.isFinite(image.data()[i])) {
				final int inPlane = i % image.plane();
				throw new IllegalArgumentException("The " + what + " has the value " + image.data()[i] + " at x = " + inPlane %
					image.width() + ", y = " + inPlane / image.width() + " of channel " + (i / image.plane() + 1) +
					"; only finite values can be measured.");
			}
		}
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
