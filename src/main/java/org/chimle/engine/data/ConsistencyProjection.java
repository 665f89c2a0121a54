package org.chimle.engine.data;

/**
 * Removes from a sample what contradicts its input at coarse scale:
 *
 * <pre>
 * y' = y + up(coarse(x - down(y)))
 * </pre>
 *
 * x is what the input lets expect, in the units of the sample y: in super-resolution the input itself, else see
 * {@link IntensityLine}. down reduces the sample to the size of x, coarse reduces that difference once more, by the
 * coarseness, and up enlarges it to the size of the sample, all by bicubic convolution, antialiased. So brightness and shading
 * follow the input, detail stays the sample's, and of the noise of the input, which is different in every pixel, little is left
 * in the mean over coarseness x coarseness pixels.
 */
public final class ConsistencyProjection {

	private ConsistencyProjection() {}

	/**
	 * @param sample y, shape (C, H * s, W * s); s is a whole number, or 1 over one for the output of a lower level
	 * @param expected x in the units of the sample, shape (C, H, W)
	 * @param coarseness in pixels of x, at least 1
	 * @return y', shape (C, H * s, W * s)
	 */
	public static FloatImage of(final FloatImage sample, final FloatImage expected, final int coarseness) {
		final FloatImage difference = Resample.bicubic(sample, expected.height(), expected.width());
		for (int i = 0; i < difference.data().length; i++) {
			difference.data()[i] = expected.data()[i] - difference.data()[i];
		}
		final FloatImage result = Resample.bicubic(coarse(difference, coarseness), sample.height(), sample.width());
		for (int i = 0; i < result.data().length; i++) result.data()[i] += sample.data()[i];
		return result;
	}

	/** @return the image reduced by the coarseness, to one pixel at least */
	static FloatImage coarse(final FloatImage image, final int coarseness) {
		return Resample.bicubic(image, Math.max(1, image.height() / coarseness), Math.max(1, image.width() / coarseness));
	}
}
