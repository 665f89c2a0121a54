package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names and shapes of a network's parameters, and where each lies in the one flat vector that holds them all. One
 * vector makes an optimizer step a few calls, a checkpoint one array and a gradient one tensor.
 */
public final class ParameterLayout {

	private static final String BIAS = ".bias";
	private static final String WEIGHT = ".weight";
	private static final String WEIGHT_V = ".weight_v";

	/**
	 * One parameter.
	 *
	 * @param name the authors' name of it
	 * @param shape its shape, row-major
	 * @param offset index of its first entry in the flat vector
	 */
	public record Entry(String name, List<Integer> shape, int offset) {

		/** @return the number of values */
		public int size() {
			return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
		}

		/** @return this parameter, or its gradient, as a view of the flat vector of all */
		NDArray of(final NDArray flat) {
			return piece(flat).reshape(shape.stream().mapToLong(Integer::longValue).toArray());
		}

		/** @return the same as a vector */
		NDArray piece(final NDArray flat) {
			return Ops.slice(flat, 0, offset, offset + size());
		}
	}

	/**
	 * A weight-normalised convolution: {@code weight = gain * weight_g * weight_v / |weight_v|}, the norm taken per
	 * output channel (Salimans and Kingma, NeurIPS 2016).
	 *
	 * @param name prefix of its three parameters
	 * @param weightG per-channel length, shape (O, 1, 1, 1)
	 * @param weightV direction, shape (O, I, K, K)
	 * @param bias shape (O)
	 * @param gain constant factor of weight and bias; a residual scale that costs nothing at run time
	 */
	public record Convolution(String name, Entry weightG, Entry weightV, Entry bias, float gain) {}

	/**
	 * A fully connected layer.
	 *
	 * @param name prefix of its two parameters
	 * @param weight shape (O, I)
	 * @param bias shape (O)
	 */
	public record Linear(String name, Entry weight, Entry bias) {}

	private final Map<String, Entry> entries = new LinkedHashMap<>();
	private final List<Entry> vectors = new ArrayList<>();
	private final List<Convolution> convolutions = new ArrayList<>();
	private final List<Linear> linears = new ArrayList<>();
	private final Set<String> exact = new HashSet<>();
	private int size;

	/**
	 * Appends the parameters of a weight-normalised convolution, {@code NAME.bias}, {@code NAME.weight_g} and
	 * {@code NAME.weight_v}.
	 */
	public void addConvolution(final String name, final int in, final int out, final int kernel, final float gain) {
		final Entry bias = add(name + BIAS, out);
		final Entry weightG = add(name + ".weight_g", out, 1, 1, 1);
		final Entry weightV = add(name + WEIGHT_V, out, in, kernel, kernel);
		convolutions.add(new Convolution(name, weightG, weightV, bias, gain));
	}

	/**
	 * Appends the parameters of a fully connected layer, {@code NAME.weight} and {@code NAME.bias}. It is kept exact: it takes
	 * little time, and what it makes of a global code concerns a whole image.
	 */
	public void addLinear(final String name, final int in, final int out) {
		keepExact(name);
		linears.add(new Linear(name, add(name + WEIGHT, out, in), add(name + BIAS, out)));
	}

	/** Has a layer stay in float32 where others are brought into a shorter format; its inputs have to be in float32 as well. */
	public void keepExact(final String layer) {
		exact.add(layer);
	}

	/** @return whether a layer stays in float32 */
	boolean isExact(final String layer) {
		return exact.contains(layer);
	}

	/** Appends a vector that belongs to no layer. */
	public void addVector(final String name, final int length) {
		vectors.add(add(name, length));
	}

	private Entry add(final String name, final int... shape) {
		final Entry entry = new Entry(name, Arrays.stream(shape).boxed().toList(), size);
		if (entries.put(name, entry) != null) throw new IllegalArgumentException("Parameter " + name + " exists twice");
		size = Math.addExact(size, entry.size());
		return entry;
	}

	/** @return the parameters in the order of the flat vector */
	public List<Entry> entries() {
		return List.copyOf(entries.values());
	}

	/** @return the convolutions in order */
	public List<Convolution> convolutions() {
		return List.copyOf(convolutions);
	}

	/** @return the fully connected layers in order */
	public List<Linear> linears() {
		return List.copyOf(linears);
	}

	/** @return the vectors that belong to no layer, in order */
	public List<Entry> vectors() {
		return List.copyOf(vectors);
	}

	/** @return what the gradient of a layer's weight is kept for: for a convolution, its direction */
	Entry weight(final String layer) {
		final Entry direction = entries.get(layer + WEIGHT_V);
		return direction == null ? entries.get(layer + WEIGHT) : direction;
	}

	/** @return the bias of a layer */
	Entry bias(final String layer) {
		return entries.get(layer + BIAS);
	}

	/** @return a vector that belongs to no layer */
	Entry vector(final String name) {
		return entries.get(name);
	}

	/** @return the length of the flat vector */
	public int size() {
		return size;
	}
}
