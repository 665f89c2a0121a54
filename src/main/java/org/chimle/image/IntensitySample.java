package org.chimle.image;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.SeededRandom;

/**
 * A bounded, reproducible subsample of the intensities of one channel over many images. Every image gives equally many
 * pixels, one at a random place in each of equally long stretches, so that no pattern of the image falls in step with
 * the sampling.
 */
final class IntensitySample {

	private final float[] values;
	private final int perImage;
	private final int everyImage;
	private int images;
	private int size;

	/**
	 * @param imageCount number of images that will be added, at least 1
	 * @param capacity the most values kept, at least 1
	 */
	IntensitySample(final int imageCount, final int capacity) {
		everyImage = (imageCount - 1) / capacity + 1;
		perImage = Math.max(1, capacity / imageCount);
		values = new float[capacity];
	}

	/** Takes pixels of channel c (from 0); if there are more images than capacity, of some images only. */
	void add(final FloatImage image, final int c) {
		final int number = images++;
		if (number % everyImage != 0) return;
		final int count = Math.min(perImage, image.plane());
		final SplittableRandom random = SeededRandom.of(number);
		for (int i = 0; i < count && size < values.length; i++) {
			final int from = (int) ((long) image.plane() * i / count);
			final int to = (int) ((long) image.plane() * (i + 1) / count);
			values[size++] = image.data()[c * image.plane() + random.nextInt(from, to)];
		}
	}

	/** @return the values taken so far */
	float[] values() {
		return Arrays.copyOf(values, size);
	}

	/**
	 * The range between two percentiles, with linear interpolation between values. Where they coincide, because nearly
	 * all pixels are equal, the range from the least to the largest value; where these coincide too, a range of length
	 * max(1, |value|) that starts at the value.
	 *
	 * @param lowPercent 0..100
	 * @param highPercent above lowPercent, at most 100
	 * @return the range
	 */
	IntensityRange range(final double lowPercent, final double highPercent) {
		final float[] sorted = Arrays.copyOf(values, size);
		Arrays.sort(sorted);
		final double low = percentile(sorted, lowPercent);
		final double high = percentile(sorted, highPercent);
		return high > low ? new IntensityRange(low, high) : RangeMeasurement.between(sorted[0], sorted[size - 1]);
	}

	private static double percentile(final float[] sorted, final double percent) {
		final double place = percent / 100 * (sorted.length - 1);
		final int below = (int) place;
		final int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]);
	}
}
