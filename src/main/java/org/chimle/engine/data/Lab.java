package org.chimle.engine.data;

/**
 * CIE Lab under the illuminant D65 (2 degree observer), with the constants of scikit-image, and the range in which a
 * colourization network sees it. Values are computed in double and rounded once.
 *
 * <pre>
 * sRGB to linear  v = ((c + 0.055) / 1.055)^2.4 if c &gt; 0.04045, else c / 12.92
 * linear to XYZ   (X, Y, Z) = M v, divided by the white (0.95047, 1, 1.08883)
 * XYZ to Lab      f(t) = t^(1/3) if t &gt; 0.008856, else 7.787 t + 16/116
 *                 L = 116 f(Y) - 16,  a = 500 (f(X) - f(Y)),  b = 200 (f(Y) - f(Z))
 * Lab to XYZ      fy = (L + 16)/116, fx = fy + a/500, fz = max(0, fy - b/200)
 *                 t = f^3 if f &gt; 0.2068966, else (f - 16/116) / 7.787
 * XYZ to sRGB     v = M^-1 (X, Y, Z);  c = 1.055 v^(1/2.4) - 0.055 if v &gt; 0.0031308, else 12.92 v; at least 0
 * network         (l, p, q) = (L/100, l a/127, l b/127), and back with m = max(l, 0.01)
 *                 L = 100 m, a = 127 p / m, b = 127 q / m
 * </pre>
 *
 * The weighting of a and b by L in the network's range is the one of the CHIMLE authors: chroma counts less where it
 * is dark and cannot be seen. Because of the bound on l, black comes back as 0.0143.
 */
public final class Lab {

	/** The lower bound m of L/100 on the way back from the network's range. */
	public static final double DARKEST = 0.01;

	private static final double CHROMA = 127;
	private static final double OFFSET = 16.0 / 116;
	private static final double[] WHITE = { 0.95047, 1, 1.08883 };
	private static final double[][] TO_XYZ = { { 0.412453, 0.357580, 0.180423 }, { 0.212671, 0.715160, 0.072169 }, {
		0.019334, 0.119193, 0.950227 } };
	private static final double[][] FROM_XYZ = inverse(TO_XYZ);

	private Lab() {}

	/**
	 * @param rgb sRGB in [0, 1], shape (3, H, W)
	 * @return L in [0, 100], a and b roughly in [-128, 127], shape (3, H, W)
	 */
	public static FloatImage fromRgb(final FloatImage rgb) {
		return map(rgb, Lab::rgbToLab);
	}

	/**
	 * @param lab CIE Lab, shape (3, H, W)
	 * @return sRGB, clipped to [0, 1], shape (3, H, W)
	 */
	public static FloatImage toRgb(final FloatImage lab) {
		return map(lab, pixel -> {
			labToRgb(pixel);
			for (int c = 0; c < 3; c++) pixel[c] = Math.min(1, pixel[c]);
		});
	}

	/**
	 * @param rgb sRGB in [0, 1], shape (3, H, W)
	 * @return L/100 in [0, 1] and the L-weighted a and b in [-1, 1], shape (3, H, W)
	 */
	public static FloatImage networkFromRgb(final FloatImage rgb) {
		return map(rgb, pixel -> {
			rgbToLab(pixel);
			pixel[0] /= 100;
			pixel[1] *= pixel[0] / CHROMA;
			pixel[2] *= pixel[0] / CHROMA;
		});
	}

	/**
	 * The way back, as the loss sees it: negative values are cut off, values above 1 are kept, so that an output that is
	 * too bright is told from one that is right. Clip to 1 before showing the image.
	 *
	 * @param network L/100 and the L-weighted a and b, shape (3, H, W); values outside of the range of real colours are
	 *          allowed
	 * @return sRGB, at least 0, shape (3, H, W)
	 */
	public static FloatImage rgbFromNetwork(final FloatImage network) {
		return map(network, pixel -> {
			final double m = Math.max(pixel[0], DARKEST);
			set(pixel, 100 * m, CHROMA * pixel[1] / m, CHROMA * pixel[2] / m);
			labToRgb(pixel);
		});
	}

	private static FloatImage map(final FloatImage image, final Pixel conversion) {
		if (image.channels() != 3) {
			throw new IllegalArgumentException("Colour conversion needs 3 channels, but the image is " + image.size());
		}
		final FloatImage result = new FloatImage(3, image.height(), image.width());
		final int plane = image.plane();
		final double[] pixel = new double[3];
		for (int i = 0; i < plane; i++) {
			for (int c = 0; c < 3; c++) pixel[c] = image.data()[c * plane + i];
			conversion.convert(pixel);
			for (int c = 0; c < 3; c++) result.data()[c * plane + i] = (float) pixel[c];
		}
		return result;
	}

	private static void rgbToLab(final double[] pixel) {
		for (int c = 0; c < 3; c++) {
			pixel[c] = pixel[c] > 0.04045 ? Math.pow((pixel[c] + 0.055) / 1.055, 2.4) : pixel[c] / 12.92;
		}
		multiply(TO_XYZ, pixel);
		for (int c = 0; c < 3; c++) {
			final double t = pixel[c] / WHITE[c];
			pixel[c] = t > 0.008856 ? Math.cbrt(t) : 7.787 * t + OFFSET;
		}
		final double y = pixel[1];
		set(pixel, 116 * y - 16, 500 * (pixel[0] - y), 200 * (y - pixel[2]));
	}

	private static void labToRgb(final double[] pixel) {
		final double y = (pixel[0] + 16) / 116;
		set(pixel, y + pixel[1] / 500, y, Math.max(0, y - pixel[2] / 200));
		for (int c = 0; c < 3; c++) {
			final double f = pixel[c];
			pixel[c] = WHITE[c] * (f > 0.2068966 ? f * f * f : (f - OFFSET) / 7.787);
		}
		multiply(FROM_XYZ, pixel);
		for (int c = 0; c < 3; c++) {
			final double v = pixel[c];
			pixel[c] = v > 0.0031308 ? 1.055 * Math.pow(v, 1 / 2.4) - 0.055 : Math.max(0, 12.92 * v);
		}
	}

	private static void multiply(final double[][] m, final double[] v) {
		set(v, m[0][0] * v[0] + m[0][1] * v[1] + m[0][2] * v[2], m[1][0] * v[0] + m[1][1] * v[1] + m[1][2] * v[2], m[2][0] *
			v[0] + m[2][1] * v[1] + m[2][2] * v[2]);
	}

	private static void set(final double[] pixel, final double first, final double second, final double third) {
		pixel[0] = first;
		pixel[1] = second;
		pixel[2] = third;
	}

	/** Inverse of a 3 x 3 matrix by its cofactors. */
	private static double[][] inverse(final double[][] m) {
		final double[][] result = new double[3][3];
		for (int r = 0; r < 3; r++) {
			for (int c = 0; c < 3; c++) {
				final int r1 = (r + 1) % 3;
				final int r2 = (r + 2) % 3;
				final int c1 = (c + 1) % 3;
				final int c2 = (c + 2) % 3;
				result[c][r] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
			}
		}
		final double determinant = m[0][0] * result[0][0] + m[0][1] * result[1][0] + m[0][2] * result[2][0];
		for (final double[] row : result) {
			for (int c = 0; c < 3; c++) row[c] /= determinant;
		}
		return result;
	}

	@FunctionalInterface
	private interface Pixel {

		void convert(double[] pixel);
	}
}
