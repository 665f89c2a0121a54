package org.chimle.engine.metric;

import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.jtransforms.fft.DoubleFFT_2D;

/**
 * Down to which size of structure the samples of one input agree: the Fourier ring correlation (Nieuwenhuizen et al.,
 * "Measuring image resolution in optical nanoscopy", Nature Methods 2013), averaged over all pairs of samples. Of two
 * samples with spectra F_i, F_j
 *
 * <pre>
 * FRC_ij(q) = Re sum F_i conj(F_j) / sqrt(sum |F_i|^2 sum |F_j|^2),
 * </pre>
 *
 * the sums over the ring of frequencies within half a ring width of q. A ring is 1 / (shorter side) wide; rings end at the
 * Nyquist frequency of the coarser axis. Before, every sample's mean is subtracted, and its borders are tapered to 0 over
 * an eighth of the side (Tukey window, alpha 0.25). Channels are averaged. The resolution is 1 / q where the curve, smoothed
 * over three rings, first falls below 1/7, interpolated linearly.
 * <p>
 * The mean over pairs needs no pairs: if U_i is F_i divided by its root energy in the ring, the mean is
 * {@code (sum |U_1 + ... + U_n|^2 - n) / (n (n - 1))}.
 *
 * @param frequencies q of every ring from the first, in 1 / unit of length
 * @param correlations mean FRC of the rings, -1..1; NaN for rings in which a sample has no energy
 * @param resolution in units of length, lower means that the samples agree on finer structure; NaN if they differ at all
 *          scales or one is constant
 * @param limited whether the curve stays above 1/7: the samples agree as far as pixels can tell, and the resolution is
 *          that of the pixels, 1 / Nyquist frequency
 * @param samples n
 */
public record RingCorrelation(double[] frequencies, double[] correlations, double resolution, boolean limited,
	int samples)
{

	/** The fixed threshold. */
	public static final double THRESHOLD = 1 / 7.0;

	/** The shortest side, in pixels, that has enough rings. */
	public static final int LEAST_SIDE = 16;

	private static final double TAPER = 0.25;

	/**
	 * Correlates.
	 *
	 * @param samples at least two, shape (C, H, W), finite, no side below {@value #LEAST_SIDE}
	 * @param pixelWidth in units of length, above 0
	 * @param pixelHeight in units of length, above 0
	 * @param check called before every transform; may throw to stop
	 * @return the curve and the resolution
	 * @throws IllegalArgumentException if there are fewer samples, shapes differ, sides are too short or a value is not
	 *           finite
	 */
	public static RingCorrelation of(final List<FloatImage> samples, final double pixelWidth,
		final double pixelHeight, final Runnable check)
	{
		if (samples.size() < 2) throw new IllegalArgumentException("Samples can only be correlated if there are two.");
		final FloatImage first = samples.get(0);
		if (Math.min(first.width(), first.height()) < LEAST_SIDE) {
			throw new IllegalArgumentException("The samples are " + first.size() + " but must be at least " + LEAST_SIDE +
				" pixels wide and high.");
		}
		for (final FloatImage sample : samples) Images.requireComparable(sample, first);
		final double side = Math.min(first.width() * pixelWidth, first.height() * pixelHeight);
		final double nyquist = 0.5 / Math.max(pixelWidth, pixelHeight);
		final int rings = (int) (nyquist * side + 1e-9);
		final int[] ringOf = rings(first, pixelWidth, pixelHeight, rings, side);
		final double[] mean = new double[rings + 1];
		for (int c = 0; c < first.channels(); c++) {
			final double[] curve = curve(samples, c, ringOf, rings, check);
			for (int r = 1; r <= rings; r++) mean[r] += curve[r] / first.channels();
		}
		final double[] frequencies = new double[rings];
		final double[] correlations = new double[rings];
		for (int r = 1; r <= rings; r++) {
			frequencies[r - 1] = r / side;
			correlations[r - 1] = mean[r];
		}
		final double crossing = crossing(frequencies, correlations);
		final boolean limited = Double.isInfinite(crossing);
		return new RingCorrelation(frequencies, correlations, 1 / (limited ? nyquist : crossing), limited, samples.size());
	}

	/** @return the ring of every coefficient, in the transform's order; 0 for the mean and for what lies in no ring */
	private static int[] rings(final FloatImage image, final double pixelWidth, final double pixelHeight,
		final int rings, final double side)
	{
		final int[] ringOf = new int[image.plane()];
		for (int y = 0; y < image.height(); y++) {
			final double v = Math.min(y, image.height() - y) / (image.height() * pixelHeight);
			for (int x = 0; x < image.width(); x++) {
				final double u = Math.min(x, image.width() - x) / (image.width() * pixelWidth);
				final int ring = (int) Math.rint(Math.sqrt(u * u + v * v) * side);
				ringOf[y * image.width() + x] = ring <= rings ? ring : 0;
			}
		}
		return ringOf;
	}

	private static double[] curve(final List<FloatImage> samples, final int channel, final int[] ringOf,
		final int rings, final Runnable check)
	{
		final double[] sum = new double[2 * ringOf.length];
		for (final FloatImage sample : samples) {
			check.run();
			final double[] spectrum = spectrum(sample, channel);
			final double[] energy = energies(spectrum, ringOf, rings);
			for (int i = 0; i < sum.length; i++) sum[i] += spectrum[i] / Math.sqrt(energy[ringOf[i / 2]]);
		}
		final double[] curve = energies(sum, ringOf, rings);
		final double n = samples.size();
		for (int r = 0; r <= rings; r++) curve[r] = (curve[r] - n) / (n * (n - 1));
		return curve;
	}

	private static double[] energies(final double[] spectrum, final int[] ringOf, final int rings) {
		final double[] energies = new double[rings + 1];
		for (int i = 0; i < spectrum.length; i++) energies[ringOf[i / 2]] += spectrum[i] * spectrum[i];
		return energies;
	}

	/** @return the spectrum of a tapered channel, real and imaginary parts in turn */
	private static double[] spectrum(final FloatImage image, final int channel) {
		final int width = image.width();
		final int height = image.height();
		final int from = channel * image.plane();
		double mean = 0;
		for (int i = 0; i < image.plane(); i++) mean += image.data()[from + i];
		mean /= image.plane();
		final double[] across = taper(width);
		final double[] down = taper(height);
		final double[] values = new double[FloatImage.length(2, image.height(), image.width())];
		for (int i = 0; i < image.plane(); i++) {
			values[i] = (image.data()[from + i] - mean) * across[i % width] * down[i / width];
		}
		new DoubleFFT_2D(height, width).realForwardFull(values);
		return values;
	}

	private static double[] taper(final int length) {
		final double[] weights = new double[length];
		final double slope = TAPER * (length - 1) / 2;
		for (int i = 0; i < length; i++) {
			final double fromEdge = Math.min(i, length - 1 - i);
			weights[i] = fromEdge >= slope ? 1 : 0.5 * (1 - Math.cos(Math.PI * fromEdge / slope));
		}
		return weights;
	}

	/** @return where the curve first falls below the threshold; infinite if nowhere, NaN if it starts below */
	private static double crossing(final double[] frequencies, final double[] correlations) {
		double before = Double.NaN;
		for (int i = 0; i < frequencies.length; i++) {
			final double now = smoothed(correlations, i);
			if (Double.isNaN(now)) return Double.NaN;
			if (now < THRESHOLD) {
				return frequencies[i] - (frequencies[i] - frequencies[Math.max(0, i - 1)]) * (THRESHOLD - now) / (before - now);
			}
			before = now;
		}
		return Double.POSITIVE_INFINITY;
	}

	private static double smoothed(final double[] values, final int at) {
		double sum = 0;
		int count = 0;
		for (int i = Math.max(0, at - 1); i <= Math.min(values.length - 1, at + 1); i++) {
			sum += values[i];
			count++;
		}
		return sum / count;
	}
}
