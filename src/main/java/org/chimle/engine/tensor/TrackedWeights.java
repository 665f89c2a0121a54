package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.chimle.engine.tensor.ParameterLayout.Entry;

/**
 * Weights whose gradients are recorded, for one pass on one thread. They share the memory of other weights, which must
 * not be closed before them.
 */
public class TrackedWeights extends Weights {

	final Weights shared;
	/** What was asked for so far, whatever scope it was in. */
	private final Map<String, Layer> asked = new HashMap<>();
	/** The same arrays, by the parameter in whose place their gradient is kept. */
	private final Map<Entry, NDArray> leaves = new LinkedHashMap<>();

	TrackedWeights(final Weights shared) {
		super(shared.layout, shared.precision(), null);
		this.shared = shared;
	}

	@Override
	Layer layer(final String name) {
		return asked.computeIfAbsent(name, layer -> new Layer(leaf(layout.weight(layer), shared.weight(layer)), leaf(layout
			.bias(layer), shared.bias(layer))));
	}

	@Override
	public NDArray vector(final String name) {
		return leaf(layout.vector(name), shared.vector(name));
	}

	private NDArray leaf(final Entry entry, final NDArray value) {
		return leaves.computeIfAbsent(entry, key -> Scope.keep(Ops.leaf(value)));
	}

	/**
	 * Back-propagates from a scalar loss computed with these weights.
	 *
	 * @return gradient with respect to the weights as layers compute with them, shape (size) as the flat vector of
	 *         parameters: that of a convolution's kernels and bias in the place of its direction and bias, and zeros in
	 *         the place of its length; {@link Parameters#unfold} makes the gradient of the parameters of it
	 */
	public NDArray gradient(final NDArray loss) {
		final NDArray gradient = loss.getManager().zeros(new Shape(layout.size()));
		backward(loss, gradient);
		return gradient;
	}

	void backward(final NDArray loss, final NDArray gradient) {
		Ops.backward(loss, loss.onesLike());
		collect(gradient);
	}

	/** Adds the gradients that arrived at what was asked for, and frees it. */
	final void collect(final NDArray gradient) {
		Scope.run(() -> leaves.forEach((entry, leaf) -> {
			final NDArray arrived = Ops.arrived(leaf);
			if (arrived != null) entry.piece(gradient).addi(arrived.flatten()); // adding in another order would be slow
		}));
		forget();
	}

	/** Frees what was asked for. */
	final void forget() {
		leaves.values().forEach(NDArray::close);
		leaves.clear();
		asked.clear();
	}

	@Override
	public void close() {
		forget();
	}
}
