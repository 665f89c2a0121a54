package org.chimle.engine.nn;

import ai.djl.ndarray.NDArray;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * The global stream of a level: eight fully connected layers with leaky ReLU that turn the global code, and from the
 * second layer on the map features of all levels below, into map features (paper, Sec. 3.2).
 */
public final class MappingNetwork {

	private static final int LAYERS_AFTER_FIRST = 7;

	private final String first;
	private final List<String> others = new ArrayList<>();
	private final int codeLength;
	private final int width;
	private final int below;

	/**
	 * @param name prefix of the parameters
	 * @param codeLength length of the global code
	 * @param width length of the map features, W
	 * @param below number of levels below
	 */
	public MappingNetwork(final String name, final int codeLength, final int width, final int below) {
		this.codeLength = codeLength;
		this.width = width;
		this.below = below;
		first = name + "_0.0";
		for (int k = 0; k < LAYERS_AFTER_FIRST; k++) others.add(name + "." + 2 * k);
	}

	/** Appends the parameters. */
	public void declare(final ParameterLayout layout) {
		layout.addLinear(first, codeLength, width);
		for (int k = 0; k < LAYERS_AFTER_FIRST; k++) {
			layout.addLinear(others.get(k), k == 0 ? width * (below + 1) : width, width);
		}
	}

	/**
	 * @param weights the weights
	 * @param code global code, shape (N, codeLength)
	 * @param mapsBelow map features of the levels below, lowest first, each of shape (N, W)
	 * @return map features, shape (N, W)
	 */
	public NDArray forward(final Weights weights, final NDArray code, final List<NDArray> mapsBelow) {
		return Scope.array(() -> {
			NDArray x = layer(weights, first, code);
			if (!mapsBelow.isEmpty()) {
				final List<NDArray> all = new ArrayList<>(mapsBelow);
				all.add(0, x);
				x = Ops.concatChannels(all.toArray(new NDArray[0])); // (N, W * levels)
			}
			for (final String name : others) x = layer(weights, name, x);
			return x;
		});
	}

	private static NDArray layer(final Weights weights, final String name, final NDArray x) {
		return Ops.leakyReluInPlace(Ops.linear(x, weights.weight(name), weights.bias(name)));
	}
}
