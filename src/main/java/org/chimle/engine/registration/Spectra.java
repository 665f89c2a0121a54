package org.chimle.engine.registration;

import org.chimle.engine.data.FloatImage;
import org.jtransforms.fft.DoubleFFT_2D;

/**
 * The spectra of two images of one size, after subtraction of their means and a Hann window.
 *
 * @param width columns
 * @param height rows
 * @param f of the reference, real and imaginary parts in turn
 * @param g of the other image
 */
record Spectra(int width, int height, double[] f, double[] g) {

	static Spectra of(final FloatImage reference, final FloatImage other) {
		return new Spectra(reference.width(), reference.height(), transform(reference), transform(other));
	}

	private static double[] transform(final FloatImage image) {
		final int w = image.width();
		double mean = 0;
		for (final float value : image.data()) mean += value;
		mean /= image.plane();
		final double[] across = hann(w);
		final double[] down = hann(image.height());
		final double[] values = new double[FloatImage.length(2, image.height(), image.width())];
		for (int i = 0; i < image.plane(); i++) values[i] = (image.data()[i] - mean) * across[i % w] * down[i / w];
		new DoubleFFT_2D(image.height(), w).realForwardFull(values);
		return values;
	}

	private static double[] hann(final int length) {
		final double[] weights = new double[length];
		for (int i = 0; i < length; i++) weights[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / length);
		return weights;
	}

	/** @return conj(F) G, real and imaginary parts in turn */
	double[] cross() {
		final double[] r = new double[f.length];
		for (int i = 0; i < r.length; i += 2) {
			r[i] = f[i] * g[i] + f[i + 1] * g[i + 1];
			r[i + 1] = f[i] * g[i + 1] - f[i + 1] * g[i];
		}
		return r;
	}

	/**
	 * Whitens as far as there is signal.
	 *
	 * @param suppression s
	 * @param weights of every frequency
	 * @return R w / (|R| + s mean|R|), divided by the sum of its magnitudes, so that its correlation is 1 at most
	 */
	double[] whitened(final double suppression, final double[] weights) {
		final double[] r = cross();
		double mean = 0;
		for (int i = 0; i < r.length; i += 2) mean += Math.hypot(r[i], r[i + 1]);
		mean /= r.length / 2.0;
		double sum = 0;
		for (int i = 0; i < r.length; i += 2) {
			final double size = Math.hypot(r[i], r[i + 1]);
			final double weight = mean > 0 ? weights[i / 2] / (size + suppression * mean) : 0;
			r[i] *= weight;
			r[i + 1] *= weight;
			sum += size * weight;
		}
		for (int i = 0; i < r.length; i++) r[i] /= Math.max(sum, Double.MIN_NORMAL);
		return r;
	}

	/** @return the signed frequency, or offset, that an index of a transform stands for */
	static int signed(final int index, final int length) {
		return index <= length / 2 ? index : index - length;
	}
}
