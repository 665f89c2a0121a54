package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The operations the networks are made of, float32 (or shorter where a search allows it), NCHW. This class and its
 * neighbours alone reach into DJL's PyTorch internals. Use these instead of {@code mul}, {@code div} and {@code pow} with a
 * {@link Number}: DJL wraps the number in a buffer that is freed while autograd still points at it, and gradients come
 * out wrong.
 */
public final class Ops {

	/** Numbers that are copied at a time. */
	private static final int PIECE = 1 << 20;

	/** Numbers that the library copies at once: it counts their bytes in an int. */
	private static final int MOST_AT_ONCE = Integer.MAX_VALUE / Float.BYTES;

	private static final Script RELU = new Script("return torch.relu_(x)");
	private static final Script LEAKY_RELU = new Script("return torch.leaky_relu_(x, 0.2)");

	private static final Script INTERLEAVE = new Script( //
		"n, c, h, w = torch.size(x, 0), torch.size(x, 1) // 4, torch.size(x, 2) - 1, torch.size(x, 3) - 1", //
		"row = (w + 1) * 4 * c", //
		"x = torch.contiguous(x, memory_format=2)", // channels last; no copy if it is
		"y = torch.as_strided(x, [n, h, 2, w, 2, c], [(h + 1) * row, row, row + 2 * c, 4 * c, 5 * c, 1])", //
		"return torch.permute(torch.reshape(y, [n, 2 * h, 2 * w, c]), [0, 3, 1, 2])");

	private Ops() {}

	/** @return a scalar array whose memory belongs to torch, safe to differentiate through */
	public static NDArray scalar(final NDManager manager, final double value) {
		return manager.full(new Shape(), (float) value);
	}

	/** @return x * factor */
	public static NDArray scale(final NDArray x, final double factor) {
		return x.mul(scalar(x.getManager(), factor));
	}

	/** @return an array with a copy of the values, whose memory belongs to torch */
	public static NDArray tensor(final NDManager manager, final float[] values, final long... shape) {
		if (values.length > MOST_AT_ONCE) return tensorInPieces(manager, values, shape);
		try (NDArray view = manager.create(values, new Shape(shape))) {
			return view.duplicate();
		}
	}

	/** The same as {@link #tensor}, for any number of values. */
	static NDArray tensorInPieces(final NDManager manager, final float[] values, final long... shape) {
		try (NDArray vector = manager.zeros(new Shape(values.length))) {
			fill(vector, Values.of(values));
			return vector.reshape(shape); // a view, which keeps the memory
		}
	}

	/** Copies as many numbers as a vector has into it, piece by piece, so that there is never a second copy of all. */
	static void fill(final NDArray vector, final Values values) {
		final ByteBuffer floats = ByteBuffer.allocateDirect(PIECE * Float.BYTES).order(ByteOrder.nativeOrder());
		int end;
		for (int start = 0; start < values.size(); start = end) {
			end = start + Math.min(values.size() - start, PIECE);
			floats.clear().limit((end - start) * Float.BYTES).asFloatBuffer().put(values.copy(start, end));
			try (NDArray piece = vector.getManager().create(floats, new Shape(end - start), DataType.FLOAT32)) {
				JniUtils.indexSet((PtNDArray) vector, (PtNDArray) piece, new long[] { start }, new long[] { end }, new long[] {
					1 });
			}
		}
	}

	/** @return max(x, least) */
	public static NDArray atLeast(final NDArray x, final double least) {
		return x.maximum(scalar(x.getManager(), least));
	}

	/** @return x limited to [least, most]; for use without gradients */
	public static NDArray clip(final NDArray x, final double least, final double most) {
		return atLeast(x, least).minimum(scalar(x.getManager(), most));
	}

	/** @return x^exponent for positive x */
	public static NDArray power(final NDArray x, final double exponent) {
		return scale(x.log(), exponent).exp();
	}

	/** @return x, shape (N, C, H, W) as before, with the channels of a pixel side by side in memory; no copy if they are */
	public static NDArray channelsLast(final NDArray x) {
		final Shape shape = x.getShape();
		final NDArray pixels = x.transpose(0, 2, 3, 1).reshape(shape.size()); // copied, since no view has this order
		return pixels.reshape(shape.get(0), shape.get(2), shape.get(3), shape.get(1)).transpose(0, 3, 1, 2);
	}

	/** @return x enlarged or reduced by taking the nearest pixel, shape (N, C, height, width) */
	private static NDArray resizeNearest(final NDArray x, final long height, final long width) {
		return JniUtils.interpolate((PtNDArray) x, new long[] { height, width }, 0, false);
	}

	/**
	 * @param x shape (N, C, H, W)
	 * @param kernel side of the window
	 * @param stride step of the window along both axes
	 * @param padding pixels that do not exist added on each side
	 * @param ceil whether a window may hang over the border
	 * @return the greatest value in each window
	 */
	public static NDArray maxPool(final NDArray x, final int kernel, final int stride, final int padding,
		final boolean ceil)
	{
		return JniUtils.maxPool((PtNDArray) x, new Shape(kernel, kernel), new Shape(stride, stride), new Shape(padding,
			padding), ceil);
	}

	/**
	 * Combines rows and columns of images linearly, as every separable resampling does.
	 *
	 * @param x shape (N, C, H, W)
	 * @param rows shape (H', H)
	 * @param columns shape (W', W)
	 * @return rows x columns^T, shape (N, C, H', W')
	 */
	public static NDArray combine(final NDArray x, final NDArray rows, final NDArray columns) {
		return rows.matMul(x.matMul(columns.transpose()));
	}

	/** @return the mean over the image axes, shape (N, C) */
	public static NDArray planeMean(final NDArray x) {
		final Shape shape = x.getShape();
		return scale(x.sum(new int[] { 2, 3 }), 1.0 / (shape.get(2) * shape.get(3)));
	}

	/** @return the arrays joined along their first axis; the only one itself */
	public static NDArray concatBatch(final List<NDArray> arrays) {
		return arrays.size() == 1 ? arrays.get(0) : concat(0, arrays.toArray(NDArray[]::new));
	}

	/**
	 * The sum of squares along axes. Its gradient, 2 x, costs one pass over x instead of the three that the square takes:
	 * x is multiplied by a copy of itself that is not differentiated, and the sum, a small array, makes up for it. Second
	 * derivatives are not right.
	 *
	 * @return shape of x with 1 along these axes
	 */
	public static NDArray sumOfSquares(final NDArray x, final int... axes) {
		final NDArray half = x.mul(Autograd.unrecorded(x)).sum(axes, true);
		return half.add(half).sub(Autograd.unrecorded(half));
	}

	/**
	 * @param made an array that the caller made and needs no more
	 * @param x of the same shape
	 * @return the sum, in the place of the first where no gradients are recorded
	 */
	public static NDArray add(final NDArray made, final NDArray x) {
		return Torch.isRecording() ? made.add(x) : made.addi(x);
	}

	/** @return the sum of scalars */
	public static NDArray sum(final List<NDArray> scalars) {
		return NDArrays.stack(new NDList(scalars)).sum();
	}

	/** @return max(x, 0) */
	public static NDArray relu(final NDArray x) {
		return JniUtils.relu((PtNDArray) x);
	}

	/**
	 * ReLU in the place of its argument.
	 *
	 * @param made an array that the caller made and needs no more, as for {@link #leakyReluInPlace}
	 * @return max(x, 0)
	 */
	public static NDArray reluInPlace(final NDArray made) {
		return RELU.of(made);
	}

	/**
	 * The mean of the 3 x 3 pixels around each, over those that exist. DJL's pooling counts the padding as zeros, whatever
	 * it is told, so its result is divided by that of an image of ones.
	 *
	 * @param x shape (N, C, H, W)
	 * @return shape of x
	 */
	public static NDArray meanOfNeighbours(final NDArray x) {
		final NDArray ones = x.getManager().ones(new Shape(1, 1, x.getShape().get(2), x.getShape().get(3)));
		return averageWithPadding(x).div(averageWithPadding(ones));
	}

	private static NDArray averageWithPadding(final NDArray x) {
		return JniUtils.avgPool((PtNDArray) x, new Shape(3, 3), new Shape(1, 1), new Shape(1, 1), false, true);
	}

	/** @return x W^T + b for x of shape (N, I), weight (O, I), bias (O) */
	public static NDArray linear(final NDArray x, final NDArray weight, final NDArray bias) {
		return JniUtils.linear((PtNDArray) x, (PtNDArray) weight, (PtNDArray) bias);
	}

	/**
	 * Leaky ReLU with a slope of 0.2, in the place of its argument.
	 *
	 * @param made an array that the caller made and needs no more; where gradients are recorded, the result of an operation
	 *          that does not need it for its own gradient, as those of convolutions and {@link #linear} do not
	 * @return max(x, 0.2 x)
	 */
	public static NDArray leakyReluInPlace(final NDArray made) {
		return LEAKY_RELU.of(made);
	}

	/** @return x enlarged by 2 along both image axes, each pixel repeated; shape (N, C, 2H, 2W) */
	public static NDArray upsampleNearest(final NDArray x) {
		return resizeNearest(x, 2 * x.getShape().get(2), 2 * x.getShape().get(3));
	}

	/**
	 * Puts images of half the size together as the even and odd rows and columns of one, y(n, c, 2i + a, 2j + b) =
	 * x(n, (2a + b) C + c, i + a, j + b) with a and b of 0 and 1.
	 *
	 * @param x shape (N, 4C, H + 1, W + 1)
	 * @return y, shape (N, C, 2H, 2W), the channels of a pixel side by side in memory
	 */
	public static NDArray interleave(final NDArray x) {
		return INTERLEAVE.of(x);
	}

	/**
	 * The mean of each 2 x 2 block; adaptive pooling has quicker kernels for it than pooling with a window.
	 *
	 * @return shape (N, C, floor(H / 2), floor(W / 2))
	 */
	public static NDArray averagePool(final NDArray x) {
		final NDArray even = evenPart(evenPart(x, 2), 3);
		final Shape shape = even.getShape();
		return JniUtils.adaptiveAvgPool((PtNDArray) even, new Shape(shape.get(2) / 2, shape.get(3) / 2));
	}

	/** Without the last entry of an odd number: windows of adaptive pooling would overlap. */
	private static NDArray evenPart(final NDArray x, final int axis) {
		final long length = x.getShape().get(axis);
		return length % 2 == 0 ? x : slice(x, axis, 0, length - 1);
	}

	/**
	 * Adaptive instance normalisation in one fused operation: every channel of every image is brought to mean 0 and
	 * variance 1, multiplied by its scale and shifted by its offset. An image becomes a channel of a batch of one, for
	 * which batch normalisation is instance normalisation. It is computed in float32, since sums over an image leave the
	 * range and the precision of shorter formats.
	 *
	 * @param x shape (N, C, H, W), in any precision
	 * @param scale shape (N, C)
	 * @param offset shape (N, C)
	 * @param eps added to the variance
	 * @return shape (N, C, H, W), in the precision of x
	 */
	public static NDArray adaptiveInstanceNorm(final NDArray x, final NDArray scale, final NDArray offset,
		final double eps)
	{
		final Shape shape = x.getShape();
		final long planes = shape.get(0) * shape.get(1);
		final NDManager manager = x.getManager();
		// The running statistics are required by DJL; with momentum 0 they stay as they are.
		final NDArray mean = manager.zeros(new Shape(planes));
		final NDArray variance = manager.ones(new Shape(planes));
		// By way of vectors, in which planes lie together: the library's gradient of a batch of one is wrong where they do
		// not in what arrives at the result.
		final NDArray flat = x.reshape(shape.size()).reshape(1, planes, shape.get(2), shape.get(3)); // (1, N*C, H, W)
		// DJL names these four arguments in another order than it passes them on; this is the order that works.
		final NDArray result = JniUtils.batchNorm((PtNDArray) flat, (PtNDArray) mean, (PtNDArray) variance,
			(PtNDArray) asFloat(scale).reshape(planes), (PtNDArray) asFloat(offset).reshape(planes), true, 0, eps);
		return result.reshape(shape.size()).reshape(shape);
	}

	/** @return the arrays joined along the channel axis */
	public static NDArray concatChannels(final NDArray... arrays) {
		return concat(1, arrays);
	}

	private static NDArray concat(final int axis, final NDArray... arrays) {
		final PtNDArray[] all = new PtNDArray[arrays.length];
		System.arraycopy(arrays, 0, all, 0, arrays.length);
		return JniUtils.cat(all, axis);
	}

	/** @return x seen as a batch of n equal entries, without copying; x itself if its batch is n already */
	public static NDArray expandBatch(final NDArray x, final long n) {
		final Shape shape = x.getShape();
		if (shape.get(0) == n) return x;
		final long[] dims = shape.getShape().clone();
		dims[0] = n;
		return x.broadcast(new Shape(dims));
	}

	/** @return a view of entries start..stop-1 along an axis */
	public static NDArray slice(final NDArray x, final int axis, final long start, final long stop) {
		return JniUtils.slice((PtNDArray) x, axis, start, stop, 1);
	}

	/** @return the values of a float32 array, row-major */
	public static float[] values(final NDArray x) {
		return x.size() > MOST_AT_ONCE ? valuesInPieces(x) : x.toFloatArray();
	}

	/** The same as {@link #values}, for any number of them that an array can have. */
	static float[] valuesInPieces(final NDArray x) {
		final float[] values = new float[Math.toIntExact(x.size())];
		try (NDArray vector = x.reshape(x.size())) {
			int count;
			for (int start = 0; start < values.length; start += count) {
				count = Math.min(values.length - start, PIECE);
				try (NDArray piece = slice(vector, 0, start, start + count)) {
					System.arraycopy(piece.toFloatArray(), 0, values, start, count);
				}
			}
		}
		return values;
	}

	/** @return the single value of a float32 array */
	public static float value(final NDArray x) {
		return x.getFloat();
	}

	/** @return the array as float32; itself if it is */
	public static NDArray asFloat(final NDArray x) {
		return Precision.FLOAT32.cast(x);
	}

	/** @return consecutive parts of a vector, as views of the given lengths */
	static NDList split(final NDArray vector, final long[] lengths) {
		return JniUtils.split((PtNDArray) vector, lengths, 0);
	}
}
