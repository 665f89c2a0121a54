package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/**
 * The bundled distance: a fixed bank of oriented filters at several scales, whose responses are divided by their local
 * energy, so that faint structure counts as bright structure does.
 *
 * <p>
 * At every scale s = 0..S-1 (each half the size of the one before) a channel x gives
 * <ul>
 * <li>signed responses r_k, the first and second derivatives of a Gaussian in four directions;</li>
 * <li>amplitudes a_k = sqrt(first_k^2 + second_k^2 + eps), averaged over 2 x 2 pixels: they say how much structure of a
 * direction there is, not where exactly, so that blur is a less cheap guess of unknown texture;</li>
 * <li>the divisor n = sqrt(mean_k a_k^2 + c^2), the energy averaged over 6 x 6 pixels, with c the contrast below which
 * structure counts as noise.</li>
 * </ul>
 * Features are r_k / n, a_k / n and the intensity, weighted so that the squared distance of features is
 * {@code sum_s q_s [w_r mean (r/n - r'/n')^2 + w_a mean (a/n - a'/n')^2] + w_x/S mean (x - x')^2} with q_s
 * proportional to 2^-s, so that fine structure counts most; intensities count at all scales alike, and the signed
 * responses more than the amplitudes, which do not tell an image from its negative. Divisive normalisation follows
 * Laparra et al., Human Vision and Electronic Imaging 2016; the phase-free amplitudes follow Portilla and Simoncelli,
 * IJCV 2000.
 */
final class FilterBankDistance implements PerceptualDistance {

	private static final int MOST_SCALES = 4;
	/** The smallest side of an image that is filtered. */
	private static final int LEAST_SIDE = 8;
	private static final int DIRECTIONS = 4;
	private static final double CONTRAST = 0.1;
	private static final double EPS = 1e-6;
	private static final double SIGNED_WEIGHT = 1;
	private static final double AMPLITUDE_WEIGHT = 0.5;
	private static final double INTENSITY_WEIGHT = 10;
	/** Weight of a scale relative to the next finer one. */
	private static final double SCALE_RATIO = 0.5;

	@Override
	public NDList features(final NDArray images) {
		return Scope.list(() -> {
			final Shape shape = images.getShape();
			final int scales = scales(Math.min(shape.get(2), shape.get(3)));
			final NDManager manager = images.getManager();
			final NDArray bank = Ops.tensor(manager, FilterBank.KERNELS, 2L * DIRECTIONS, 1, FilterBank.SIDE,
				FilterBank.SIDE);
			final NDArray bias = manager.zeros(new Shape(2L * DIRECTIONS));
			final NDList taps = new NDList();
			NDArray x = images.reshape(shape.get(0) * shape.get(1), 1, shape.get(2), shape.get(3)); // (N*C, 1, H, W)
			for (int s = 0; s < scales; s++) {
				if (s > 0) x = Ops.averagePool(x);
				taps.add(weighted(x, INTENSITY_WEIGHT / scales, shape.get(0)));
				addStructure(taps, x, bank, bias, shape.get(0), scaleWeight(s, scales));
			}
			return taps;
		});
	}

	/** @return ratio^s, scaled so that the weights of all scales sum to 1 */
	private static double scaleWeight(final int s, final int scales) {
		return Math.pow(SCALE_RATIO, s) * (1 - SCALE_RATIO) / (1 - Math.pow(SCALE_RATIO, scales));
	}

	private static int scales(final long side) {
		int scales = 1;
		while (scales < MOST_SCALES && side >> scales >= LEAST_SIDE) scales++;
		return scales;
	}

	private static void addStructure(final NDList taps, final NDArray x, final NDArray bank, final NDArray bias,
		final long batch, final double scaleWeight)
	{
		final long side = Math.min(x.getShape().get(2), x.getShape().get(3));
		if (side < 2) return;
		final NDArray signed = Ops.convolution(Ops.padReplicate(x, FilterBank.SIDE / 2), bank, bias, 1, 0); // (N*C, 2K, H, W)
		final NDArray square = signed.square();
		final NDArray power = Ops.slice(square, 1, 0, DIRECTIONS).add(Ops.slice(square, 1, DIRECTIONS, 2L * DIRECTIONS));
		final NDArray amplitude = Ops.averagePool(power.add(EPS).sqrt()); // (N*C, K, H/2, W/2)
		final NDArray energy = Ops.averagePool(power).mean(new int[] { 1 }, true).add(CONTRAST * CONTRAST);
		final NDArray divisor = Ops.smooth(energy).sqrt(); // (N*C, 1, H/2, W/2)
		final NDArray fine = Ops.resizeNearest(divisor, x.getShape().get(2), x.getShape().get(3));
		taps.add(weighted(signed.div(fine), SIGNED_WEIGHT * scaleWeight, batch));
		taps.add(weighted(amplitude.div(divisor), AMPLITUDE_WEIGHT * scaleWeight, batch));
	}

	/** @return x reshaped to (N, C, H, W), multiplied so that its squares sum to the weight times their mean */
	private static NDArray weighted(final NDArray x, final double weight, final long batch) {
		final Shape shape = x.getShape();
		final long channels = shape.get(0) / batch * shape.get(1);
		final long values = channels * shape.get(2) * shape.get(3);
		return Ops.scale(x, Math.sqrt(weight / values)).reshape(batch, channels, shape.get(2), shape.get(3));
	}

	@Override
	public NDArray distance(final NDList a, final NDList b) {
		return Taps.sumOfSquares(a, b);
	}
}
