package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.chimle.engine.tensor.ParameterLayout.Convolution;
import org.chimle.engine.tensor.ParameterLayout.Entry;
import org.chimle.engine.tensor.ParameterLayout.Linear;

/** What layers compute with: the weight and bias of every layer, weight normalisation already applied. */
public final class Weights implements AutoCloseable {

	/** Convolutions with fewer channels on either side gain nothing from another order in memory. */
	private static final int LEAST_CHANNELS_LAST = 16;

	private record Layer(NDArray weight, NDArray bias) {}

	private final NDArray flat;
	private final Map<String, Layer> layers = new HashMap<>();
	private final Map<String, NDArray> vectors = new HashMap<>();
	private final DataType precision;
	private NDManager owner;
	private volatile int halvings;

	Weights(final ParameterLayout layout, final NDArray flat) {
		this.flat = flat;
		precision = flat.getDataType();
		final List<Entry> entries = layout.entries();
		final NDList parts = Ops.split(flat, entries.stream().mapToLong(Entry::size).toArray());
		final Map<Entry, NDArray> views = new HashMap<>();
		for (int i = 0; i < entries.size(); i++) {
			final long[] dims = entries.get(i).shape().stream().mapToLong(Integer::longValue).toArray();
			views.put(entries.get(i), parts.get(i).reshape(new Shape(dims)));
		}
		for (final Linear linear : layout.linears()) {
			layers.put(linear.name(), new Layer(views.get(linear.weight()), views.get(linear.bias())));
		}
		for (final Entry vector : layout.vectors()) vectors.put(vector.name(), views.get(vector));
		for (final Convolution convolution : layout.convolutions()) layers.put(convolution.name(), fold(convolution,
			views));
	}

	/** Copies of frozen weights in float16. */
	private Weights(final Weights exact, final NDManager owner) {
		flat = null;
		precision = DataType.FLOAT16;
		exact.layers.forEach((name, layer) -> layers.put(name, new Layer(half(layer.weight, owner), half(layer.bias,
			owner))));
		exact.vectors.forEach((name, vector) -> vectors.put(name, half(vector, owner)));
		this.owner = owner;
	}

	private static NDArray half(final NDArray array, final NDManager manager) {
		final NDArray copy = Scope.keep(Ops.as(DataType.FLOAT16, array));
		copy.attach(manager);
		return copy;
	}

	/**
	 * Copies of these frozen weights for passes that may be less exact. They halve the memory and, on GPUs, the time.
	 *
	 * @param parent a manager on the device; the copies may outlive these weights but not it
	 * @return weights in float16; the caller closes them
	 */
	public Weights inHalfPrecision(final NDManager parent) {
		if (!areFrozen()) throw new IllegalStateException("Weights whose gradient is recorded stay in float32");
		return new Weights(this, parent.newSubManager());
	}

	/** @return an array in the precision of these weights, as layers need it; itself if it is */
	public NDArray cast(final NDArray x) {
		return Ops.as(precision, x);
	}

	private static Layer fold(final Convolution convolution, final Map<Entry, NDArray> views) {
		final NDArray v = views.get(convolution.weightV());
		final NDArray g = views.get(convolution.weightG());
		final NDArray bias = views.get(convolution.bias());
		final NDArray norm = v.square().sum(new int[] { 1, 2, 3 }, true).sqrt(); // (O, 1, 1, 1)
		final NDArray length = g.div(norm);
		if (convolution.gain() == 1) return new Layer(v.mul(length), bias);
		return new Layer(v.mul(Ops.scale(length, convolution.gain())), Ops.scale(bias, convolution.gain()));
	}

	/** Moves copies of what the layers need out of the current scope. */
	Weights ownedBy(final NDManager manager) {
		layers.replaceAll((name, layer) -> new Layer(own(channelsLast(layer.weight), manager), own(layer.bias, manager)));
		vectors.replaceAll((name, vector) -> own(vector, manager));
		owner = manager;
		return this;
	}

	/**
	 * The kernels of wide convolutions with the channels of a pixel side by side in memory. What is convolved with them
	 * takes the same order, in which processors convolve faster forwards (not backwards, so training does not use it).
	 */
	private static NDArray channelsLast(final NDArray weight) {
		final Shape shape = weight.getShape();
		if (shape.dimension() != 4 || Math.min(shape.get(0), shape.get(1)) < LEAST_CHANNELS_LAST) return weight;
		return Ops.channelsLast(weight);
	}

	private static NDArray own(final NDArray array, final NDManager manager) {
		final NDArray copy = Scope.keep(array.duplicate());
		copy.attach(manager);
		return copy;
	}

	/** @return weight of a layer: (O, I, K, K) of a convolution, (O, I) of a fully connected layer */
	public NDArray weight(final String layer) {
		return layers.get(layer).weight;
	}

	/** @return bias of a layer, shape (O) */
	public NDArray bias(final String layer) {
		return layers.get(layer).bias;
	}

	/** @return a vector that belongs to no layer, shape (length) */
	public NDArray vector(final String name) {
		return vectors.get(name);
	}

	/** @return whether nothing computed with these weights is differentiated, so that layers may save memory */
	public boolean areFrozen() {
		return owner != null;
	}

	/**
	 * @param made an array that the caller made and needs no more
	 * @param x of the same shape
	 * @return the sum, in the place of the first where nothing is differentiated
	 */
	public NDArray add(final NDArray made, final NDArray x) {
		return areFrozen() ? made.addi(x) : made.add(x);
	}

	/** @return how often {@link #halveWork} asked for smaller pieces */
	public int halvings() {
		return halvings;
	}

	/** Asks layers that work piece by piece for pieces half as large from now on, because memory ran short. */
	public void halveWork() {
		halvings++;
	}

	/**
	 * Back-propagates from a scalar loss computed with these tracked weights.
	 *
	 * @return gradient with respect to the flat parameter vector, shape (size)
	 */
	public NDArray gradient(final NDArray loss) {
		return Ops.gradient(loss, flat);
	}

	@Override
	public void close() {
		if (owner != null) owner.close();
	}
}
