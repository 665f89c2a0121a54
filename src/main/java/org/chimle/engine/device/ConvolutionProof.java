package org.chimle.engine.device;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.Random;

import org.chimle.engine.tensor.Autograd;
import org.chimle.engine.tensor.Convolutions;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;

/**
 * A small 3 x 3 convolution, forward and backward, compared with the same sums in double precision:
 * y(n, o, p) = b(o) + sum over i, q of w(o, i, q) x(n, i, p + q - 1), with x zero outside the image, and the gradients of
 * the sum over all r(n, o, p) y(n, o, p) for given r.
 */
final class ConvolutionProof {

	private static final int N = 2;
	private static final int I = 3;
	private static final int O = 4;
	private static final int H = 7;
	private static final int W = 9;
	private static final int WEIGHTS = O * I * 9;
	private static final int PIXELS = N * I * H * W;
	private static final int OUTPUTS = N * O * H * W;

	/** Weights (O, I, 3, 3), bias (O) and input (N, I, H, W), one after the other. */
	private final float[] leaf = normals(WEIGHTS + O + PIXELS, 1);
	/** r, shape (N, O, H, W). */
	private final float[] factors = normals(OUTPUTS, 2);
	private final double[] output = new double[OUTPUTS];
	private final double[] gradient = new double[leaf.length];

	/** Computes what is expected. */
	ConvolutionProof() {
		for (int n = 0; n < N; n++) {
			for (int o = 0; o < O; o++) {
				for (int p = 0; p < H * W; p++) at(n, o, p);
			}
		}
	}

	private void at(final int n, final int o, final int p) {
		final int to = (n * O + o) * H * W + p;
		final double r = factors[to];
		double sum = leaf[WEIGHTS + o];
		gradient[WEIGHTS + o] += r;
		for (int i = 0; i < I; i++) {
			for (int q = 0; q < 9; q++) {
				final int y = p / W + q / 3 - 1;
				final int x = p % W + q % 3 - 1;
				if (y < 0 || y >= H || x < 0 || x >= W) continue;
				final int weight = (o * I + i) * 9 + q;
				final int pixel = WEIGHTS + O + ((n * I + i) * H + y) * W + x;
				sum += (double) leaf[weight] * leaf[pixel];
				gradient[weight] += r * leaf[pixel];
				gradient[pixel] += r * leaf[weight];
			}
		}
		output[to] = sum;
	}

	/** @return the largest deviation of a device's result, as a share of the largest value expected */
	double error(final NDManager manager) {
		return Scope.get(() -> {
			final NDArray all = Autograd.leaf(Ops.tensor(manager, leaf, leaf.length));
			final NDArray[] y = new NDArray[1];
			final NDArray loss = Torch.recording(() -> {
				final NDArray weight = Ops.slice(all, 0, 0, WEIGHTS).reshape(O, I, 3, 3);
				final NDArray bias = Ops.slice(all, 0, WEIGHTS, WEIGHTS + O);
				final NDArray x = Ops.slice(all, 0, WEIGHTS + O, leaf.length).reshape(N, I, H, W);
				y[0] = Convolutions.convolve(x, weight, bias);
				return y[0].mul(Ops.tensor(manager, factors, N, O, H, W)).sum();
			});
			final double forward = deviation(Ops.values(y[0].reshape(new Shape(OUTPUTS))), output);
			return Math.max(forward, deviation(Ops.values(Autograd.gradient(loss, all)), gradient));
		});
	}

	private static double deviation(final float[] values, final double[] expected) {
		double most = 0;
		double size = 0;
		for (int i = 0; i < expected.length; i++) {
			final double difference = Math.abs(values[i] - expected[i]);
			most = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(most, difference);
			size = Math.max(size, Math.abs(expected[i]));
		}
		return most / size;
	}

	private static float[] normals(final int count, final long seed) {
		final float[] values = new float[count];
		final Random random = new Random(seed);
		for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
		return values;
	}
}
