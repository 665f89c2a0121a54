package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.chimle.engine.tensor.ParameterLayout.Entry;

/**
 * Weights whose gradients are recorded, for one pass on one thread. They share the memory of other weights, which must
 * not be closed before them.
 */
public class TrackedWeights extends Weights {

	private final Weights shared;
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
	public boolean isTracked() {
		return true;
	}

	@Override
	public NDArray derived(final String name, final Supplier<NDArray> make) {
		throw new UnsupportedOperationException("no gradient would reach the weights");
	}

	@Override
	public NDArray vector(final String name) {
		return leaf(layout.vector(name), shared.vector(name));
	}

	private NDArray leaf(final Entry entry, final NDArray value) {
		return leaves.computeIfAbsent(entry, key -> Scope.keep(Autograd.leaf(value)));
	}

	/**
	 * Back-propagates from a scalar loss computed with these weights.
	 *
	 * @return to be closed; {@link Parameters#gradient} makes the gradient of the parameters of it
	 */
	public WeightGradients gradients(final NDArray loss) {
		final WeightGradients gradients = new WeightGradients(loss.getManager());
		try {
			Scope.run(() -> backward(loss, gradients));
			return gradients;
		}
		catch (final RuntimeException | Error exc) {
			gradients.close();
			throw exc;
		}
	}

	void backward(final NDArray loss, final WeightGradients gradients) {
		Autograd.backward(loss, loss.onesLike());
		collect(gradients);
	}

	/** Adds the gradients that arrived at what was asked for, and frees it. */
	final void collect(final WeightGradients gradients) {
		leaves.forEach((entry, leaf) -> {
			final NDArray arrived = Autograd.arrived(leaf);
			if (arrived != null) gradients.add(entry, arrived);
		});
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
