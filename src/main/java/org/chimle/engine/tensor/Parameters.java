package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

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
	 * Weights for one pass that records gradients. They belong to the current {@link Scope}; ask them for the gradient
	 * before it ends.
	 *
	 * @return weights, to be asked for inside {@link Torch#recording}
	 */
	public Weights tracked() {
		return new Weights(layout, Ops.leaf(flat));
	}

	/**
	 * Weights for one pass that gives the same gradients as {@link #tracked} with less memory: the intermediate results
	 * of every {@link Weights#segment segment} are computed a second time when its gradient is.
	 *
	 * @return weights, to be closed; whatever depends on parameters must be computed in segments
	 */
	public Weights recomputing() {
		return new RecomputingWeights(layout, flat);
	}

	/**
	 * Weights for passes that record gradients with respect to something else, e.g. latent codes. They belong to the
	 * current {@link Scope}, with weight normalisation done once.
	 *
	 * @return weights, to be made outside {@link Torch#recording}
	 */
	public Weights untracked() {
		return new Weights(layout, flat);
	}

	/**
	 * Weights for many passes without gradients, with weight normalisation done once.
	 *
	 * @param parent a manager on the device; the weights may outlive these parameters but not it
	 * @return weights as the parameters are now, independent of later changes; the caller closes them
	 */
	public Weights frozen(final NDManager parent) {
		return Weights.owning(parent, manager -> new Weights(layout, flat, manager));
	}

	@Override
	public void close() {
		manager.close();
	}
}
