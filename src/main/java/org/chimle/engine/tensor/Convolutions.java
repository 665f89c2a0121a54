package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import java.util.List;

/** Convolutions of images. Inputs and kernels have the same format. */
public final class Convolutions {

	/** What PyTorch's compiler makes of a convolution and a sum. */
	private static final Script ADD = new Script(List.of("sum", "x", "kernels"), List.of(
		"p = [1, 1] # padding, stride, dilation", //
		"return ops.mkldnn._convolution_pointwise_(sum, x, kernels, None, p, p, p, 1, \"add\", 1, None, [], None)"));

	private Convolutions() {}

	/**
	 * Convolution with stride 1 and zero padding that keeps the size.
	 *
	 * @param x shape (N, I, H, W)
	 * @param weight shape (O, I, K, L), K and L odd
	 * @param bias shape (O)
	 * @return shape (N, O, H, W)
	 */
	public static NDArray convolve(final NDArray x, final NDArray weight, final NDArray bias) {
		final Shape shape = x.getShape();
		if (shape.get(2) == 1 && shape.get(3) == 1) return convolutionOfPixels(x, weight, bias);
		return convolve(x, weight, bias, 1, new Shape(weight.getShape().get(2) / 2, weight.getShape().get(3) / 2));
	}

	/**
	 * Of images of one pixel, for which only the middle of the kernel counts. The library's gradient of such convolutions
	 * is not the same every time where several threads share the work.
	 */
	private static NDArray convolutionOfPixels(final NDArray x, final NDArray weight, final NDArray bias) {
		final long outputs = weight.getShape().get(0);
		final long inputs = weight.getShape().get(1);
		final NDArray middle = middle(middle(weight, 2), 3).reshape(outputs, inputs);
		return Ops.linear(x.reshape(x.getShape().get(0), inputs), middle, bias).reshape(x.getShape().get(0), outputs, 1, 1);
	}

	private static NDArray middle(final NDArray kernels, final int axis) {
		final long at = kernels.getShape().get(axis) / 2;
		return Ops.slice(kernels, axis, at, at + 1);
	}

	/**
	 * Convolution.
	 *
	 * @param x shape (N, I, H, W)
	 * @param weight shape (O, I, K, K)
	 * @param bias shape (O)
	 * @param stride step of the window along both axes
	 * @param padding zeros added on each side
	 * @return shape (N, O, floor((H + 2 padding - K) / stride) + 1, the same for W)
	 */
	public static NDArray convolve(final NDArray x, final NDArray weight, final NDArray bias, final int stride,
		final int padding)
	{
		return convolve(x, weight, bias, stride, new Shape(padding, padding));
	}

	private static NDArray convolve(final NDArray x, final NDArray weight, final NDArray bias, final int stride,
		final Shape padding)
	{
		return JniUtils.convolution((PtNDArray) x, (PtNDArray) weight, (PtNDArray) bias, new Shape(stride, stride), padding,
			new Shape(1, 1), 1);
	}

	/**
	 * @param manager on a device
	 * @param precision the format of the arrays
	 * @return whether {@link #add} works there, on this thread as it is now
	 */
	public static boolean canAdd(final NDManager manager, final Precision precision) {
		final boolean has = precision == Precision.FLOAT32 || precision == Precision.quick(manager);
		return has && !Torch.isRecording() && !manager.getDevice().isGpu() && ADD.isKnown(manager);
	}

	/**
	 * Adds a convolution with 3 x 3 kernels and zero padding to an array, without an array for its result. No gradient is
	 * recorded.
	 *
	 * @param sum shape (N, O, H, W), an array that the caller made; changed
	 * @param x shape (N, I, H, W)
	 * @param kernels shape (O, I, 3, 3)
	 * @return the sum
	 */
	public static NDArray add(final NDArray sum, final NDArray x, final NDArray kernels) {
		ADD.of(sum, x, kernels).close(); // the same array once more
		return sum;
	}
}
