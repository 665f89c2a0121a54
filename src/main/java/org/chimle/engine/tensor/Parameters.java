package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.chimle.engine.tensor.ParameterLayout.Convolution;

/** The parameters of a network as one flat vector on a device; owns it until closed. */
public final class Parameters implements AutoCloseable {

	private final ParameterLayout layout;
	private final NDManager manager;
	private final NDArray flat;

	/**
	 * @param layout names and shapes
	 * @param values all values in the layout's order, copied
	 * @param parent a manager on the device
	 */
	public Parameters(final ParameterLayout layout, final float[] values, final NDManager parent) {
		if (values.length != layout.size()) {
			throw new IllegalArgumentException("The network has " + layout.size() + " parameters, but " + values.length +
				" values were given");
		}
		this.layout = layout;
		manager = parent.newSubManager();
		try {
			flat = alike(Values.of(values));
		}
		catch (final RuntimeException | Error exc) {
			manager.close(); // nobody gets parameters to close
			throw exc;
		}
	}

	/** @return names and shapes */
	public ParameterLayout layout() {
		return layout;
	}

	/** @return the vector itself, shape (size) */
	public NDArray flat() {
		return flat;
	}

	/** @return a copy of the values */
	public float[] toArray() {
		return Ops.values(flat);
	}

	/** @return the values as they are when they are copied */
	public Values values() {
		return valuesOf(flat);
	}

	/** @return a vector of zeros of the same length on the same device, owned by these parameters */
	NDArray zerosAlike() {
		return Scope.keep(manager.zeros(new Shape(layout.size())));
	}

	/** @return a vector of given values, as many as there are parameters, on the same device, owned by these parameters */
	NDArray alike(final Values values) {
		final NDArray vector = zerosAlike();
		Ops.fill(vector, values);
		return vector;
	}

	/** @return the numbers of a vector on the device, copied from there when they are asked for */
	static Values valuesOf(final NDArray vector) {
		return new Values() {

			@Override
			public int size() {
				return (int) vector.size();
			}

			@Override
			public float[] copy(final int start, final int end) {
				return Scope.get(() -> Ops.values(Ops.slice(vector, 0, start, end)));
			}
		};
	}

	/**
	 * What layers compute with, with weight normalisation done once for all passes.
	 *
	 * @param parent a manager on the device; the weights may outlive these parameters but not it
	 * @return weights as the parameters are now, independent of later changes; the caller closes them
	 */
	public Weights folded(final NDManager parent) {
		return folded(parent, Precision.FLOAT32, Loop.SERIAL);
	}

	/** The same as {@link #folded(NDManager)}, in a format and with a loop over the layers. */
	public Weights folded(final NDManager parent, final Precision precision, final Loop loop) {
		final Weights exact = Weights.owning(parent, manager -> new Weights(layout, flat, manager, loop));
		if (precision == Precision.FLOAT32) return exact;
		try (exact) {
			return exact.in(precision, parent, loop);
		}
	}

	/**
	 * Brings gradients through weight normalisation: with the kernels {@code w = gain * g * v / |v|} and the gradient dw
	 * with respect to them, {@code dg = gain * (dw . v) / |v|} and
	 * {@code dv = gain * g / |v| * (dw - v * (dw . v) / |v|^2)} (Salimans and Kingma, NeurIPS 2016, Eq. 3).
	 *
	 * @param gradients with respect to weights folded of these parameters as they are now
	 * @return gradient with respect to the flat vector, shape (size); of the current scope
	 */
	public NDArray gradient(final WeightGradients gradients) {
		return gradient(gradients, Loop.SERIAL);
	}

	/** The same as {@link #gradient(WeightGradients)}, with a loop over the layers. */
	public NDArray gradient(final WeightGradients gradients, final Loop loop) {
		final NDArray gradient = flat.zerosLike();
		loop.forEach(layout.entries(), entry -> Scope.run(() -> {
			final NDArray arrived = gradients.of(entry);
			// Brought into the vector's order first: adding arrays of different orders is slow.
			if (arrived != null) entry.piece(gradient).addi(arrived.flatten());
		}));
		loop.forEach(layout.convolutions(), convolution -> Scope.run(() -> unfold(convolution, gradient)));
		return gradient;
	}

	private void unfold(final Convolution convolution, final NDArray gradient) {
		final NDArray v = convolution.weightV().of(flat);
		final NDArray dv = convolution.weightV().of(gradient);
		if (convolution.gain() != 1) {
			dv.muli(convolution.gain());
			convolution.bias().of(gradient).muli(convolution.gain());
		}
		final NDArray norm = Weights.norm(v);
		final NDArray along = dv.mul(v).sum(new int[] { 1, 2, 3 }, true).divi(norm); // (O, 1, 1, 1)
		final NDArray length = convolution.weightG().of(flat).div(norm);
		dv.subi(v.mul(along.div(norm))).muli(length);
		convolution.weightG().of(gradient).addi(along);
	}

	@Override
	public void close() {
		manager.close();
	}
}
