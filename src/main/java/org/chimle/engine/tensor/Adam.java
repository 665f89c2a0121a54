package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma and Ba, ICLR 2015) on a flat parameter vector with two learning rates: one for the head of the vector,
 * one for its tail, where the mapping networks lie. Works on pieces that stay in the processor's cache.
 */
public final class Adam {

	private static final double BETA1 = 0.9;
	private static final double BETA2 = 0.999;
	private static final double EPS = 1e-8;
	private static final int PIECE = 1 << 17;

	private record Piece(int start, int end, NDArray parameters, NDArray mean, NDArray variance, boolean tail) {}

	/**
	 * What the optimizer remembers, but for the parameters.
	 *
	 * @param steps steps done
	 * @param mean first moments
	 * @param variance second moments
	 */
	public record State(long steps, Values mean, Values variance) {}

	private final List<Piece> pieces = new ArrayList<>();
	private final NDArray mean;
	private final NDArray variance;
	private final double tailFactor;
	private long steps;

	/**
	 * @param parameters changed by every step; they own the moments
	 * @param tailStart index at which the tail begins
	 * @param tailFactor multiplies the learning rate from that index on
	 */
	public Adam(final Parameters parameters, final int tailStart, final double tailFactor) {
		this(parameters, tailStart, tailFactor, 0, parameters.zerosAlike(), parameters.zerosAlike());
	}

	/**
	 * Goes on where another optimizer of the same parameters was.
	 *
	 * @param parameters as they were, changed by every step; they own the moments
	 * @param tailStart index at which the tail begins
	 * @param tailFactor multiplies the learning rate from that index on
	 * @param state what the other remembered
	 */
	public Adam(final Parameters parameters, final int tailStart, final double tailFactor, final State state) {
		this(parameters, tailStart, tailFactor, state.steps, parameters.alike(state.mean), parameters.alike(
			state.variance));
	}

	private Adam(final Parameters parameters, final int tailStart, final double tailFactor, final long steps,
		final NDArray mean, final NDArray variance)
	{
		this.tailFactor = tailFactor;
		this.steps = steps;
		this.mean = mean;
		this.variance = variance;
		final int size = parameters.layout().size();
		for (int start = 0; start < size;) {
			final boolean tail = start >= tailStart;
			final int end = Math.min(tail ? size : tailStart, start + PIECE);
			pieces.add(new Piece(start, end, view(parameters.flat(), start, end), view(mean, start, end), view(variance,
				start, end), tail));
			start = end;
		}
	}

	private static NDArray view(final NDArray vector, final int start, final int end) {
		return Scope.keep(Ops.slice(vector, 0, start, end));
	}

	/**
	 * Changes the parameters.
	 *
	 * @param gradient of the loss with respect to the flat vector
	 * @param rate learning rate of the head
	 * @param loop over pieces of the vectors
	 */
	public void step(final NDArray gradient, final double rate, final Loop loop) {
		steps++;
		loop.forEach(pieces, piece -> Scope.run(() -> update(piece.parameters, Ops.slice(gradient, 0, piece.start,
			piece.end), piece.mean, piece.variance, piece.tail ? rate * tailFactor : rate, BETA1, BETA2, EPS, steps)));
	}

	/**
	 * One Adam step in place (Kingma and Ba, ICLR 2015, Alg. 1), with the bias corrections folded into rate and eps.
	 *
	 * @param parameters changed in place; all four have the same shape
	 * @param gradient of the loss
	 * @param mean first moment, changed in place
	 * @param variance second moment, changed in place
	 * @param rate learning rate
	 * @param beta1 decay of the first moment
	 * @param beta2 decay of the second moment
	 * @param eps added to the root of the corrected second moment
	 * @param step number of this step, from 1
	 */
	public static void update(final NDArray parameters, final NDArray gradient, final NDArray mean,
		final NDArray variance, final double rate, final double beta1, final double beta2, final double eps,
		final long step)
	{
		final double correction1 = 1 - Math.pow(beta1, step);
		final double correction2 = Math.sqrt(1 - Math.pow(beta2, step));
		final float corrected = (float) (rate * correction2 / correction1);
		JniUtils.adamUpdate((PtNDArray) parameters, (PtNDArray) gradient, (PtNDArray) mean, (PtNDArray) variance,
			corrected, corrected, 0f, 1f, -1f, (float) beta1, (float) beta2, (float) (eps * correction2), false);
	}

	/** @return what the optimizer remembers, as it is when it is copied */
	public State state() {
		return new State(steps, Parameters.valuesOf(mean), Parameters.valuesOf(variance));
	}

	/** @return steps done */
	public long steps() {
		return steps;
	}
}
