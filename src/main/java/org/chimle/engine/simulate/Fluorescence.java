package org.chimle.engine.simulate;

import java.util.Locale;
import java.util.SplittableRandom;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.Noise;
import org.chimle.engine.data.SeededRandom;

/**
 * Simulated fluorescence micrographs of a cell: a nucleus, filaments that radiate from it and spots, seen once with a
 * sharp and noiseless instrument (target) and once with a blurred, coarsely sampled and noisy one (input).
 *
 * <pre>
 * target = offset + photons * (structure * G(1.2 px))
 * input  = offset + Poisson(photons * mean over scale x scale px of (structure * G(0.5 scale px))) + N(0, readNoise^2)
 * </pre>
 *
 * where G is the Gaussian that stands for the point-spread function. Both images are in the same units, camera counts
 * at one photon per count.
 *
 * @param side side of the square target in pixels, a multiple of the scale, 16..4096
 * @param scale target pixels per input pixel along an axis, 2 or 4
 * @param photons photons that the brightest filaments send into an input pixel, above 0
 * @param readNoise standard deviation of the camera's read noise in counts, at least 0
 * @param offset counts of the camera in the dark, at least 0
 */
public record Fluorescence(int side, int scale, double photons, double readNoise, double offset) {

	/** A 128 x 128 target, four times as fine as the input, in a dim exposure of a 16-bit camera. */
	public static final Fluorescence DEFAULT = new Fluorescence(128, 4, 300, 3, 100);

	/** Standard deviation of the target's point-spread function in target pixels. */
	private static final double SHARP = 1.2;

	/** What is simulated around the field of view in target pixels, so that structures enter it from outside. */
	private static final int MARGIN = 16;

	/** Checks the ranges. */
	public Fluorescence {
		if (scale != 2 && scale != 4) {
			throw new IllegalArgumentException("The scale is " + scale + " but must be 2 or 4.");
		}
		if (side < 16 || side > 4096 || side % scale != 0) {
			throw new IllegalArgumentException("The side is " + side + " but must be a multiple of " + scale +
				" between 16 and 4096.");
		}
		if (!(photons > 0 && readNoise >= 0 && offset >= 0)) {
			throw new IllegalArgumentException("Photons must be above 0 and read noise and offset at least 0, but they are " +
				photons + ", " + readNoise + " and " + offset + ".");
		}
	}

	/**
	 * Draws a cell and its two images.
	 *
	 * @param seed the seed of the data set
	 * @param index which cell
	 * @return input of shape (1, side / scale, side / scale) and target of shape (1, side, side), in counts
	 */
	public ImagePair draw(final long seed, final int index) {
		final SplittableRandom structure = SeededRandom.of(seed, index, 0);
		final CellCanvas canvas = new CellCanvas(side + 2 * MARGIN, SHARP, structure);
		paint(canvas, structure);
		final FloatImage target = canvas.observe(SHARP, 1, MARGIN);
		for (int i = 0; i < target.data().length; i++) target.data()[i] = (float) (offset + photons * target.data()[i]);
		final FloatImage input = canvas.observe(0.5 * scale, scale, MARGIN);
		expose(input, SeededRandom.of(seed, index, 1));
		return new ImagePair(String.format(Locale.ROOT, "cell-%03d", index), input, target);
	}

	private void paint(final CellCanvas canvas, final SplittableRandom random) {
		final double field = side + 2 * MARGIN;
		final double cy = Noise.uniform(random, 0.25, 0.75) * field;
		final double cx = Noise.uniform(random, 0.25, 0.75) * field;
		final double radius = Noise.uniform(random, 0.13, 0.18) * field;
		canvas.nucleus(cy, cx, radius, Noise.uniform(random, 0.25, 0.4));
		final int filaments = 8 + random.nextInt(7);
		for (int i = 0; i < filaments; i++) {
			final double angle = Noise.uniform(random, 0, 2 * Math.PI);
			final double distance = radius * Noise.uniform(random, 0.7, 1.5);
			canvas.filament(cy + distance * Math.sin(angle), cx + distance * Math.cos(angle), angle + Noise.uniform(random, -1.3,
				1.3), Noise.uniform(random, 0.3, 0.9) * field, Noise.uniform(random, 0.35, 1));
		}
		final int spots = 10 + random.nextInt(15);
		for (int i = 0; i < spots; i++) {
			final double distance = 1.1 * radius + 0.2 * field * Math.abs(Noise.normal(random));
			final double angle = Noise.uniform(random, 0, 2 * Math.PI);
			canvas.spot(cy + distance * Math.sin(angle), cx + distance * Math.cos(angle), Noise.uniform(random, 0.4, 1.2));
		}
	}

	/** Replaces brightness by counts. */
	private void expose(final FloatImage image, final SplittableRandom random) {
		for (int i = 0; i < image.data().length; i++) {
			final long count = Noise.poisson(random, photons * image.data()[i]);
			image.data()[i] = (float) (offset + count + readNoise * Noise.normal(random));
		}
	}
}
