package org.chimle.engine.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.weights.TensorSource;
import org.chimle.engine.weights.TensorSpec;

/** The frozen weights of a network on a device. They belong to the manager and end with it. */
final class NetworkWeights {

	private final Map<String, NDArray> arrays = new HashMap<>();
	private final NDManager manager;

	/** @param manager on the device; owns the arrays */
	NetworkWeights(final NDManager manager) {
		this.manager = manager;
	}

	/** Reads all tensors. */
	void read(final List<TensorSpec> tensors, final TensorSource source) {
		for (final TensorSpec tensor : tensors) {
			put(tensor.name(), source.read(tensor), tensor.shape().stream().mapToLong(Integer::longValue).toArray());
		}
	}

	/** Copies values to the device. */
	void put(final String name, final float[] values, final long... shape) {
		Scope.run(() -> arrays.put(name, Scope.keep(Ops.tensor(manager, values, shape))));
	}

	/** @return the tensor of that name */
	NDArray get(final String name) {
		return arrays.get(name);
	}
}
