package org.chimle.engine.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import org.chimle.engine.tensor.Convolutions;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/**
 * The colour conversion behind a colourization network, differentiable: from the network's Lab, where L lies in [0, 1]
 * and a and b are multiplied by L and divided by 127, to RGB (CIE Lab, D65, sRGB). {@code engine.data.Lab} is the same
 * map for images.
 */
public final class LabToRgb {

	/** L is raised to this before a and b are divided by it. */
	private static final double LEAST_L = 0.01;

	/** From (L, a, b) in the network's units to f(x), f(y), f(z); the constant 16/116 is added afterwards. */
	private static final float[] LAB_TO_F = { 100f / 116, 127f / 500, 0, 100f / 116, 0, 0, 100f / 116, 0, -127f / 200 };

	/** From XYZ divided by the white point to linear RGB; the white point (0.95047, 1, 1.08883) is multiplied in. */
	private static final float[] XYZ_TO_RGB = { 3.24048134f * 0.95047f, -1.53715152f, -0.49853633f * 1.08883f,
		-0.96925495f * 0.95047f, 1.87599f, 0.04155593f * 1.08883f, 0.05564664f * 0.95047f, -0.20404134f, 1.05731107f *
			1.08883f };

	private LabToRgb() {}

	/**
	 * @param lab shape (N, 3, H, W): L in [0, 1], then a and b in [-1, 1], multiplied by L
	 * @return shape (N, 3, H, W), RGB, at least 0; above 1 outside the gamut
	 */
	public static NDArray convert(final NDArray lab) {
		return Scope.array(() -> {
			final NDArray lightness = Ops.atLeast(Ops.slice(lab, 1, 0, 1), LEAST_L);
			final NDArray chroma = Ops.slice(lab, 1, 1, 3).div(lightness);
			final NDArray f = mix(Ops.concatChannels(lightness, chroma), LAB_TO_F).add(16.0 / 116);
			// The authors clamp f(z) alone; f(x) and f(y) only leave the range below for colours outside the gamut.
			final NDArray clamped = Ops.concatChannels(Ops.slice(f, 1, 0, 2), Ops.atLeast(Ops.slice(f, 1, 2, 3), 0));
			final NDArray linear = Ops.scale(clamped.add(-16.0 / 116), 1 / 7.787);
			final NDArray cube = clamped.square().mul(clamped);
			final NDArray xyz = choose(greater(clamped, 0.2068966), cube, linear);
			final NDArray rgb = Ops.atLeast(mix(xyz, XYZ_TO_RGB), 0);
			final NDArray gamma = Ops.scale(Ops.power(rgb.add(1e-12), 1 / 2.4), 1.055).add(-0.055);
			return choose(greater(rgb, 0.0031308), gamma, Ops.scale(rgb, 12.92));
		});
	}

	/** @return 1 where x exceeds the threshold, 0 elsewhere */
	private static NDArray greater(final NDArray x, final double threshold) {
		return Ops.asFloat(x.gt(Ops.scalar(x.getManager(), threshold)));
	}

	private static NDArray choose(final NDArray mask, final NDArray yes, final NDArray no) {
		return mask.mul(yes).add(mask.neg().add(1).mul(no));
	}

	/** Multiplies the channels of every pixel with a 3 x 3 matrix, row-major. */
	private static NDArray mix(final NDArray x, final float[] matrix) {
		final NDManager manager = x.getManager();
		return Convolutions.convolve(x, Ops.tensor(manager, matrix, 3, 3, 1, 1), Ops.tensor(manager, new float[3], 3));
	}
}
