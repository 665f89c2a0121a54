package org.chimle.engine.data;


/**
 * Removes from a sample of super-resolution what contradicts its input at coarse scale:
 *
 * <pre>
 * y' = y + up(coarse(x - down(y)))
 * </pre>
 *
 * down reduces the sample y to the size of the input x, coarse reduces that difference by {@value #COARSE} once more and
 * up enlarges it to the size of the sample, all by bicubic convolution, antialiased. So brightness and shading follow the
 * input, detail stays the sample's, and of the noise of the input, which is different in every pixel, little is left
 * in the mean over {@value #COARSE} x {@value #COARSE} pixels.
 */
public final class ConsistencyProjection {

	static final int COARSE = 4;

	private ConsistencyProjection() {}

	/**
	 * @param sample y, shape (C, H * s, W * s) with a whole s, at least 1
	 * @param input x in the units of the sample, shape (C, H, W)
	 * @return y', shape (C, H * s, W * s)
	 */
	public static FloatImage of(final FloatImage sample, final FloatImage input) {
		final FloatImage difference = Resample.bicubic(sample, input.height(), input.width());
		for (int i = 0; i < difference.data().length; i++) {
			difference.data()[i] = input.data()[i] - difference.data()[i];
		}
		final FloatImage coarse = Resample.bicubic(difference, reduced(input.height()), reduced(input.width()));
		final FloatImage result = Resample.bicubic(coarse, sample.height(), sample.width());
		for (int i = 0; i < result.data().length; i++) result.data()[i] += sample.data()[i];
		return result;
	}

	private static int reduced(final int side) {
		return Math.max(1, side / COARSE);
	}
}
