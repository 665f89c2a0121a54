package org.chimle.engine.perceptual;

/** First and second derivatives of a Gaussian along four directions, the smallest bank that tells edges from lines. */
final class FilterBank {

	/** Rows and columns of a kernel. */
	static final int SIDE = 5;

	private static final int DIRECTIONS = 4;
	private static final double SIGMA = 0.85;

	/** Eight kernels, row-major: four first derivatives, then four second derivatives; sum 0, sum of squares 1. */
	static final float[] KERNELS = kernels();

	private FilterBank() {}

	private static float[] kernels() {
		final float[] kernels = new float[2 * DIRECTIONS * SIDE * SIDE];
		for (int order = 1; order <= 2; order++) {
			for (int k = 0; k < DIRECTIONS; k++) {
				final double[] kernel = kernel(order, Math.PI * k / DIRECTIONS);
				final int offset = ((order - 1) * DIRECTIONS + k) * SIDE * SIDE;
				for (int i = 0; i < kernel.length; i++) kernels[offset + i] = (float) kernel[i];
			}
		}
		return kernels;
	}

	private static double[] kernel(final int order, final double angle) {
		final double[] kernel = new double[SIDE * SIDE];
		double sum = 0;
		for (int i = 0; i < kernel.length; i++) {
			final double y = i / SIDE - SIDE / 2;
			final double x = i % SIDE - SIDE / 2;
			final double u = (x * Math.cos(angle) + y * Math.sin(angle)) / SIGMA;
			final double gauss = Math.exp(-(x * x + y * y) / (2 * SIGMA * SIGMA));
			kernel[i] = gauss * (order == 1 ? -u : u * u - 1);
			sum += kernel[i];
		}
		double energy = 0;
		for (int i = 0; i < kernel.length; i++) {
			kernel[i] -= sum / kernel.length;
			energy += kernel[i] * kernel[i];
		}
		for (int i = 0; i < kernel.length; i++) kernel[i] /= Math.sqrt(energy);
		return kernel;
	}
}
