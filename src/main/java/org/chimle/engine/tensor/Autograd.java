package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Gradients of what is computed inside {@link Torch#recording}. */
public final class Autograd {

	private Autograd() {}

	/**
	 * Back-propagates from a scalar loss.
	 *
	 * @param loss scalar, computed inside {@link Torch#recording}
	 * @param leaf an array made by {@link #leaf}
	 * @return the gradient of the loss with respect to the leaf, shape of the leaf
	 */
	public static NDArray gradient(final NDArray loss, final NDArray leaf) {
		backward(loss, loss.onesLike());
		return arrived(leaf);
	}

	/** Hands the gradient of a result, computed inside {@link Torch#recording}, on to the leaves it was computed from. */
	static void backward(final NDArray result, final NDArray gradient) {
		JniUtils.backward((PtNDArray) result, (PtNDArray) gradient, false, false);
	}

	/** @return the gradient that arrived at a leaf, or null if the result does not depend on it */
	static NDArray arrived(final NDArray leaf) {
		return JniUtils.getGradient((PtNDArray) leaf);
	}

	/** @return an array that shares x's memory and whose gradient is recorded */
	public static NDArray leaf(final NDArray x) {
		final NDArray leaf = JniUtils.detachGradient((PtNDArray) x);
		JniUtils.attachGradient((PtNDArray) leaf, true);
		return leaf;
	}

	/** @return an array that shares x's memory and has no gradient */
	static NDArray unrecorded(final NDArray x) {
		return JniUtils.detachGradient((PtNDArray) x);
	}
}
