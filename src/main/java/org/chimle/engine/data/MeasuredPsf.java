package org.chimle.engine.data;

import java.util.Arrays;
import java.util.List;

import org.chimle.engine.job.InvalidInputException;

/**
 * A measured point spread function as a model file records it.
 *
 * @param file name of the image file
 * @param sha256 SHA-256 of the file, hexadecimal digits
 * @param width columns of the kernel that was made of it
 * @param height rows of that kernel
 * @param weights the kernel row by row if it has at most {@value #MOST_RECORDED} weights, else empty
 */
public record MeasuredPsf(String file, String sha256, int width, int height, List<Double> weights) {

	/** Larger kernels are known by the checksum only. */
	public static final int MOST_RECORDED = 1089;

	/** Checks the values. */
	public MeasuredPsf {
		weights = weights == null ? List.of() : List.copyOf(weights);
		final boolean complete = file != null && sha256 != null && sha256.matches("[0-9a-f]{64}");
		final boolean fits = width > 0 && height > 0 && width <= PointSpread.LARGEST && height <= PointSpread.LARGEST &&
			(weights.isEmpty() || weights.size() == width * height && weights.size() <= MOST_RECORDED);
		if (!complete || !fits) {
			throw new InvalidInputException("The record of the measured point spread function is incomplete or malformed.");
		}
	}

	/**
	 * @param file name of the image file
	 * @param sha256 SHA-256 of the file, hexadecimal digits
	 * @param kernel made of it
	 * @return the record; weights are kept to nine decimals
	 */
	public static MeasuredPsf of(final String file, final String sha256, final PointSpread kernel) {
		final double[] weights = kernel.weights();
		final List<Double> recorded = weights.length > MOST_RECORDED ? List.of() : Arrays.stream(weights).mapToObj(
			weight -> Math.round(weight * 1e9) / 1e9).toList();
		return new MeasuredPsf(file, sha256, kernel.width(), kernel.height(), recorded);
	}
}
