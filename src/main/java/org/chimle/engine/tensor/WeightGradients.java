package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.HashMap;
import java.util.Map;

import org.chimle.engine.tensor.ParameterLayout.Entry;

/**
 * The gradient of a loss with respect to the weights as layers compute with them, as it arrived. Owns its arrays until
 * it is closed; they belong to no scope.
 */
public final class WeightGradients implements AutoCloseable {

	/** By the parameter in whose place an array belongs; that of a convolution's kernels by its direction. */
	private final Map<Entry, NDArray> arrays = new HashMap<>();

	private final NDManager manager;

	WeightGradients(final NDManager manager) {
		this.manager = manager;
	}

	/** Adds to what arrived before, in float32; the array becomes the property of this. */
	void add(final Entry entry, final NDArray arrived) {
		final NDArray array = Precision.FLOAT32.cast(arrived);
		if (array != arrived) arrived.close();
		Scope.keep(array).attach(manager); // it came with the manager of the weights, which may be closed earlier
		arrays.merge(entry, array, (sum, part) -> {
			sum.addi(part);
			part.close();
			return sum;
		});
	}

	/** Adds those of another part of the batch, which are used up. */
	public void add(final WeightGradients part) {
		part.arrays.forEach(this::add);
		part.arrays.clear();
	}

	/** @return what arrived, or null if nothing did */
	NDArray of(final Entry entry) {
		return arrays.get(entry);
	}

	@Override
	public void close() {
		arrays.values().forEach(NDArray::close);
		arrays.clear();
	}
}
