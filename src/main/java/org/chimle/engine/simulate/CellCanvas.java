package org.chimle.engine.simulate;

import java.util.SplittableRandom;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Noise;
import org.chimle.engine.data.Resample;

/**
 * A finely sampled plane on which fluorescent structures are painted before any optics. Positions and lengths are in
 * pixels of the target image; brightness is the peak that a structure has once it is blurred with the target's
 * point-spread function.
 */
final class CellCanvas {

	/** Canvas pixels per target pixel along an axis. */
	static final int OVERSAMPLING = 4;

	private final int side;
	private final double psf;
	private final SplittableRandom random;
	private final FloatImage canvas;

	/**
	 * @param side side of the plane
	 * @param psf standard deviation of the target's point-spread function
	 * @param random where the structures come from
	 */
	CellCanvas(final int side, final double psf, final SplittableRandom random) {
		this.side = side;
		this.psf = psf;
		this.random = random;
		canvas = new FloatImage(1, side * OVERSAMPLING, side * OVERSAMPLING);
	}

	/**
	 * A nucleus: an ellipse with clumps of chromatin.
	 *
	 * @param cy row of the centre
	 * @param cx column of the centre
	 * @param radius geometric mean of the half axes
	 * @param brightness mean brightness
	 */
	void nucleus(final double cy, final double cx, final double radius, final double brightness) {
		final double elongation = Noise.uniform(random, 1, 1.25);
		final double angle = Noise.uniform(random, 0, Math.PI);
		final double cos = Math.cos(angle);
		final double sin = Math.sin(angle);
		final FloatImage texture = chromatin();
		for (int y = 0; y < canvas.height(); y++) {
			for (int x = 0; x < canvas.width(); x++) {
				final double dy = (y + 0.5) / OVERSAMPLING - cy;
				final double dx = (x + 0.5) / OVERSAMPLING - cx;
				final double along = (cos * dx + sin * dy) / (radius * elongation);
				final double across = (cos * dy - sin * dx) / (radius / elongation);
				if (along * along + across * across < 1) add(y, x, brightness * texture.get(0, y, x));
			}
		}
	}

	/** @return a smooth random plane around 1, at least 0.2 */
	private FloatImage chromatin() {
		final double sigma = 2.5;
		final FloatImage white = new FloatImage(1, side, side);
		for (int i = 0; i < white.data().length; i++) white.data()[i] = (float) Noise.normal(random);
		final FloatImage smooth = Resample.bicubic(GaussianBlur.apply(white, sigma), canvas.height(), canvas.width());
		// Blurring white noise divides its standard deviation by 2 sqrt(pi) sigma.
		final double gain = 0.3 * 2 * Math.sqrt(Math.PI) * sigma;
		for (int i = 0; i < smooth.data().length; i++) {
			smooth.data()[i] = (float) Math.max(0.2, 1 + gain * smooth.data()[i]);
		}
		return smooth;
	}

	/**
	 * A filament: a curve whose curvature changes slowly.
	 *
	 * @param y row of the start
	 * @param x column of the start
	 * @param direction where it starts to, in radians
	 * @param length its length
	 * @param brightness its brightness
	 */
	void filament(final double y, final double x, final double direction, final double length,
		final double brightness)
	{
		final double step = 1.0 / OVERSAMPLING;
		final double weight = brightness * Math.sqrt(2 * Math.PI) * psf * OVERSAMPLING;
		double py = y;
		double px = x;
		double angle = direction;
		double curvature = 0;
		for (double walked = 0; walked < length; walked += step) {
			curvature = 0.995 * curvature + 0.0025 * Noise.normal(random);
			angle += curvature * step;
			py += Math.sin(angle) * step;
			px += Math.cos(angle) * step;
			splat(py, px, weight);
		}
	}

	/**
	 * A spot smaller than the resolution.
	 *
	 * @param y its row
	 * @param x its column
	 * @param brightness its brightness
	 */
	void spot(final double y, final double x, final double brightness) {
		splat(y, x, brightness * 2 * Math.PI * psf * psf * OVERSAMPLING * OVERSAMPLING);
	}

	/**
	 * The plane as a microscope sees it.
	 *
	 * @param sigma standard deviation of the point-spread function
	 * @param pixel side of a camera pixel
	 * @param margin what is cut off on every side
	 * @return mean brightness in every camera pixel, shape (1, n, n) with n = (side - 2 margin) / pixel
	 */
	FloatImage observe(final double sigma, final int pixel, final int margin) {
		final FloatImage blurred = GaussianBlur.apply(canvas, sigma * OVERSAMPLING);
		final int pixels = side / pixel;
		final int cut = margin / pixel;
		return Resample.box(blurred, pixels, pixels).crop(cut, cut, pixels - 2 * cut, pixels - 2 * cut);
	}

	private void splat(final double y, final double x, final double weight) {
		final int row = (int) Math.floor(y * OVERSAMPLING);
		final int column = (int) Math.floor(x * OVERSAMPLING);
		if (row >= 0 && column >= 0 && row < canvas.height() && column < canvas.width()) add(row, column, weight);
	}

	private void add(final int y, final int x, final double value) {
		canvas.set(0, y, x, (float) (canvas.get(0, y, x) + value));
	}
}
