package org.chimle.engine.distill;

import java.util.SplittableRandom;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;

/** Filters for distortions; pixels outside the image are those at its border. */
final class Filters {

	/** Where a pixel of the result comes from, relative to its own place, in pixels. */
	@FunctionalInterface
	interface Displacement {

		double at(int y, int x);
	}

	/** Pixels between the nodes of a random displacement. */
	private static final int NODE_DISTANCE = 16;

	private Filters() {}

	/** @return Gaussian blur, truncated at three standard deviations */
	static FloatImage blur(final FloatImage image, final double sigma) {
		final int reach = (int) Math.ceil(3 * sigma);
		final float[] weights = new float[2 * reach + 1];
		double sum = 0;
		for (int k = -reach; k <= reach; k++) sum += Math.exp(-0.5 * k * k / (sigma * sigma));
		for (int k = -reach; k <= reach; k++) weights[k + reach] = (float) (Math.exp(-0.5 * k * k / (sigma * sigma)) / sum);
		return transposedRows(transposedRows(image, weights), weights);
	}

	/** Filters along x and exchanges x and y, so that two calls filter both axes and restore the orientation. */
	private static FloatImage transposedRows(final FloatImage image, final float[] weights) {
		final int reach = weights.length / 2;
		final FloatImage result = new FloatImage(image.channels(), image.width(), image.height());
		final float[] row = new float[image.width() + 2 * reach];
		for (int c = 0; c < image.channels(); c++) {
			for (int y = 0; y < image.height(); y++) {
				for (int i = 0; i < row.length; i++) row[i] = image.get(c, y, clamp(i - reach, image.width()));
				for (int x = 0; x < image.width(); x++) {
					float sum = 0;
					for (int k = 0; k < weights.length; k++) sum += weights[k] * row[x + k];
					result.set(c, x, y, sum);
				}
			}
		}
		return result;
	}

	/** @return a + share * (b - a); shares outside [0, 1] exaggerate */
	static FloatImage mix(final FloatImage a, final FloatImage b, final double share) {
		final float[] values = new float[a.data().length];
		for (int i = 0; i < values.length; i++) values[i] = (float) (a.data()[i] + share * (b.data()[i] - a.data()[i]));
		return new FloatImage(a.channels(), a.height(), a.width(), values);
	}

	/** @return the image bent by a smooth random displacement of up to about so many pixels */
	static FloatImage warp(final FloatImage image, final double pixels, final SplittableRandom random) {
		final FloatImage dy = smooth(image, pixels, random);
		final FloatImage dx = smooth(image, pixels, random);
		return resample(image, (y, x) -> dy.get(0, y, x), (y, x) -> dx.get(0, y, x));
	}

	private static FloatImage smooth(final FloatImage image, final double amplitude, final SplittableRandom random) {
		final FloatImage nodes = new FloatImage(1, 2 + image.height() / NODE_DISTANCE, 2 + image.width() / NODE_DISTANCE);
		for (int i = 0; i < nodes.data().length; i++) {
			nodes.data()[i] = (float) (amplitude * (2 * random.nextDouble() - 1));
		}
		return Resample.bicubic(nodes, image.height(), image.width());
	}

	/** @return the image seen at displaced places, by bilinear interpolation */
	static FloatImage resample(final FloatImage image, final Displacement dy, final Displacement dx) {
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int y = 0; y < image.height(); y++) {
			for (int x = 0; x < image.width(); x++) {
				final double fromY = y + dy.at(y, x);
				final double fromX = x + dx.at(y, x);
				final int y0 = (int) Math.floor(fromY);
				final int x0 = (int) Math.floor(fromX);
				for (int c = 0; c < image.channels(); c++) {
					final double top = between(image, c, y0, x0, fromX - x0);
					final double bottom = between(image, c, y0 + 1, x0, fromX - x0);
					result.set(c, y, x, (float) (top + (fromY - y0) * (bottom - top)));
				}
			}
		}
		return result;
	}

	private static double between(final FloatImage image, final int c, final int y, final int x, final double share) {
		final int row = clamp(y, image.height());
		final double left = image.get(c, row, clamp(x, image.width()));
		return left + share * (image.get(c, row, clamp(x + 1, image.width())) - left);
	}

	private static int clamp(final int i, final int length) {
		return Math.max(0, Math.min(length - 1, i));
	}
}
