package org.chimle.engine.registration;

import java.util.Arrays;

/**
 * The offset within a pixel. Frequencies count as far as the images agree on them: with the coherence gamma of the ring
 * a frequency q lies in (rings as wide as one frequency step),
 *
 * <pre>
 * gamma^2 = (sum Re conj(F) G)^2 / (sum |F|^2 sum |G|^2) - 3 / count,   w(q) = gamma^2 / (1 - gamma^2), at least 0,
 * </pre>
 *
 * the weights of Hannan and Thomson (see Knapp and Carter, "The generalized correlation method for estimation of time
 * delay", 1976); 3 / count is what noise alone would give. The correlation is evaluated between pixels as it is, first
 * in steps of 0.1 pixels, then of 0.01.
 */
final class Refinement {

	private static final double SUPPRESSION = 0.3;
	private static final double LARGEST_COHERENCE = 0.999;
	private static final int REACH = 10;

	private final int width;
	private final int height;
	private final double[] spectrum;

	/**
	 * @param x pixels to the right
	 * @param y pixels down
	 * @param value the correlation there
	 */
	record Point(double x, double y, double value) {}

	/** @param spectra of images whose offset is about 0 */
	Refinement(final Spectra spectra) {
		width = spectra.width();
		height = spectra.height();
		spectrum = spectra.whitened(SUPPRESSION, weights(spectra));
	}

	private static double[] weights(final Spectra spectra) {
		final int width = spectra.width();
		final int side = Math.min(width, spectra.height());
		final int[] ringOf = new int[width * spectra.height()];
		for (int i = 0; i < ringOf.length; i++) {
			final double u = (double) Spectra.signed(i % width, width) / width;
			final double v = (double) Spectra.signed(i / width, spectra.height()) / spectra.height();
			ringOf[i] = (int) Math.rint(Math.hypot(u, v) * side);
		}
		final int rings = side + 1;
		final double[][] sums = new double[4][rings];
		final double[] cross = spectra.cross();
		for (int i = 0; i < ringOf.length; i++) {
			sums[0][ringOf[i]] += cross[2 * i];
			sums[1][ringOf[i]] += energy(spectra.f(), i);
			sums[2][ringOf[i]] += energy(spectra.g(), i);
			sums[3][ringOf[i]]++;
		}
		final double[] ofRing = new double[rings];
		for (int r = 0; r < rings; r++) {
			final double both = sums[1][r] * sums[2][r];
			final double squared = both > 0 ? sums[0][r] * sums[0][r] / both - 3 / sums[3][r] : 0;
			final double coherence = Math.max(0, Math.min(LARGEST_COHERENCE, squared));
			ofRing[r] = coherence / (1 - coherence);
		}
		final double[] weights = Arrays.stream(ringOf).mapToDouble(ring -> ofRing[ring]).toArray();
		// Images that agree on nothing are compared by all they have.
		if (Arrays.stream(weights).allMatch(weight -> weight == 0)) Arrays.fill(weights, 1);
		return weights;
	}

	private static double energy(final double[] values, final int i) {
		return values[2 * i] * values[2 * i] + values[2 * i + 1] * values[2 * i + 1];
	}

	/**
	 * @param sign -1 looks for the least correlation
	 * @return the place within a pixel of 0 where the correlation times the sign is largest
	 */
	Point best(final int sign) {
		final Point coarse = best(new Point(0, 0, 0), 1.0 / REACH, sign);
		return best(coarse, 1.0 / REACH / REACH, sign);
	}

	private Point best(final Point around, final double step, final int sign) {
		final int points = 2 * REACH + 1;
		final double[][] rows = new double[points][];
		for (int k = 0; k < points; k++) rows[k] = across(wave(around.x + (k - REACH) * step, width));
		Point best = null;
		for (int j = 0; j < points; j++) {
			final double y = around.y + (j - REACH) * step;
			final double[] wave = wave(y, height);
			for (int k = 0; k < points; k++) {
				double value = 0;
				for (int i = 0; i < wave.length; i += 2) value += rows[k][i] * wave[i] - rows[k][i + 1] * wave[i + 1];
				if (best == null || sign * value > sign * best.value) {
					best = new Point(around.x + (k - REACH) * step, y, value);
				}
			}
		}
		return best;
	}

	/** @return the sums over the rows of the spectrum times a wave, real and imaginary parts in turn */
	private double[] across(final double[] wave) {
		final double[] sums = new double[2 * height];
		for (int v = 0; v < height; v++) {
			for (int u = 0; u < 2 * width; u += 2) {
				final int i = 2 * v * width + u;
				sums[2 * v] += spectrum[i] * wave[u] - spectrum[i + 1] * wave[u + 1];
				sums[2 * v + 1] += spectrum[i] * wave[u + 1] + spectrum[i + 1] * wave[u];
			}
		}
		return sums;
	}

	/** @return e^(2 pi i q d) for all frequencies of an axis; that of the Nyquist frequency is real */
	private static double[] wave(final double offset, final int length) {
		final double[] wave = new double[2 * length];
		for (int q = 0; q < length; q++) {
			final double angle = 2 * Math.PI * Spectra.signed(q, length) * offset / length;
			wave[2 * q] = Math.cos(angle);
			wave[2 * q + 1] = 2 * q == length ? 0 : Math.sin(angle);
		}
		return wave;
	}
}
