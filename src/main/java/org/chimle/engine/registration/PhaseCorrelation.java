package org.chimle.engine.registration;

import java.util.Arrays;

import org.chimle.engine.data.FloatImage;
import org.jtransforms.fft.DoubleFFT_2D;

/**
 * The offset between two images of one scene by phase correlation (Kuglin and Hines, "The phase correlation image
 * alignment method", 1975). With the spectra F of the reference and G of the other image,
 *
 * <pre>
 * c(d) = sum_q R'(q) e^(2 pi i q d) / sum_q |R'(q)|,   R' = R / (|R| + mean|R|),   R = conj(F) G
 * </pre>
 *
 * is largest in magnitude at the offset d. The mean in the denominator whitens the spectra only as far as there is
 * signal, so that noise, and frequencies that a blurred image lacks, count little. The maximum at whole pixels is
 * refined within a pixel ({@link Refinement}) after the overlap has been cut out and correlated again, because the
 * windows of moved images draw the maximum towards 0.
 * <p>
 * Errors are below 0.02 pixels without noise, about 0.2 where one image is blurred or the noise of both is as
 * strong as the signal, as long as the offset is less than a third of the sides. Of images larger than 1024 pixels the
 * middle is looked at.
 */
public final class PhaseCorrelation {

	private static final int LARGEST = 1024;
	private static final double SUPPRESSION = 1;
	/** Offsets beyond this share of a side leave too little overlap. */
	private static final double FARTHEST = 1 / 3.0;
	/** Pixels around the peak that belong to it. */
	private static final int PEAK_RADIUS = 4;

	private PhaseCorrelation() {}

	/**
	 * Correlates.
	 *
	 * @param reference shape (1, H, W), finite
	 * @param moved of the same shape; any intensity units
	 * @return how far {@code moved} shows to the right and below what {@code reference} shows
	 * @throws IllegalArgumentException if shapes differ or an image has several channels
	 */
	public static Offset of(final FloatImage reference, final FloatImage moved) {
		if (reference.channels() != 1 || moved.channels() != 1 || reference.height() != moved.height() || reference
			.width() != moved.width())
		{
			throw new IllegalArgumentException("Images of " + reference.size() + " and " + moved.size() +
				" cannot be correlated: expected one channel and one size");
		}
		final FloatImage a = middle(reference);
		final FloatImage b = middle(moved);
		if (isConstant(a) || isConstant(b)) return Offset.NONE;
		final Surface surface = Surface.of(Spectra.of(a, b));
		final int sign = surface.peak < 0 ? -1 : 1;
		final int h = a.height() - Math.abs(surface.y);
		final int w = a.width() - Math.abs(surface.x);
		final FloatImage first = a.crop(Math.max(0, -surface.y), Math.max(0, -surface.x), h, w);
		final FloatImage second = b.crop(Math.max(0, surface.y), Math.max(0, surface.x), h, w);
		if (isConstant(first) || isConstant(second)) {
			return new Offset(surface.x, surface.y, surface.peak, surface.significance);
		}
		final Refinement.Point rest = new Refinement(Spectra.of(first, second)).best(sign);
		return new Offset(surface.x + rest.x(), surface.y + rest.y(), rest.value(), surface.significance);
	}

	private static FloatImage middle(final FloatImage image) {
		final int h = Math.min(LARGEST, image.height());
		final int w = Math.min(LARGEST, image.width());
		return image.crop((image.height() - h) / 2, (image.width() - w) / 2, h, w);
	}

	private static boolean isConstant(final FloatImage image) {
		for (final float value : image.data()) if (value != image.data()[0]) return false;
		return true;
	}

	/**
	 * The peak of the correlation at whole pixels.
	 *
	 * @param x its offset to the right
	 * @param y its offset down
	 * @param peak its height
	 * @param significance its magnitude divided by the root mean square elsewhere
	 */
	private record Surface(int x, int y, double peak, double significance) {

		static Surface of(final Spectra spectra) {
			final int width = spectra.width();
			final int height = spectra.height();
			final double[] ones = new double[width * height];
			Arrays.fill(ones, 1);
			final double[] values = spectra.whitened(SUPPRESSION, ones);
			// Transforming the conjugate forward gives the conjugate of the inverse transform, which is real.
			for (int i = 1; i < values.length; i += 2) values[i] = -values[i];
			new DoubleFFT_2D(height, width).complexForward(values);
			int best = 0;
			for (int i = 0; i < width * height; i++) {
				final boolean near = Math.abs(Spectra.signed(i % width, width)) <= FARTHEST * width && Math.abs(Spectra.signed(i /
					width, height)) <= FARTHEST * height;
				if (near && Math.abs(values[2 * i]) > Math.abs(values[2 * best])) best = i;
			}
			final double elsewhere = elsewhere(values, width, height, best);
			return new Surface(Spectra.signed(best % width, width), Spectra.signed(best / width, height), values[2 * best],
				elsewhere > 0 ? Math.abs(values[2 * best]) / elsewhere : 0);
		}

		private static double elsewhere(final double[] values, final int width, final int height, final int best) {
			double squares = 0;
			int count = 0;
			for (int i = 0; i < width * height; i++) {
				final int dx = Math.abs(Spectra.signed(Math.floorMod(i % width - best % width, width), width));
				final int dy = Math.abs(Spectra.signed(Math.floorMod(i / width - best / width, height), height));
				if (Math.max(dx, dy) <= PEAK_RADIUS) continue;
				squares += values[2 * i] * values[2 * i];
				count++;
			}
			return Math.sqrt(squares / Math.max(1, count));
		}
	}
}
