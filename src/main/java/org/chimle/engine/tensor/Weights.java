package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.chimle.engine.tensor.ParameterLayout.Convolution;
import org.chimle.engine.tensor.ParameterLayout.Entry;
import org.chimle.engine.tensor.ParameterLayout.Linear;

/** What layers compute with: the weight and bias of every layer, weight normalisation already applied. */
public class Weights implements AutoCloseable {

	/** Convolutions with fewer channels on either side gain nothing from another order in memory. */
	private static final int LEAST_CHANNELS_LAST = 16;

	record Layer(NDArray weight, NDArray bias) {}

	final NDArray flat;
	private final Map<String, Layer> layers = new HashMap<>();
	private final Map<String, NDArray> vectors = new HashMap<>();
	private final DataType precision;
	/** Null where gradients may be recorded. */
	private final NDManager owner;
	private volatile int halvings;

	/** For weights that are made when a layer asks for them. */
	Weights(final NDArray flat) {
		this(flat, (NDManager) null);
	}

	private Weights(final NDArray flat, final NDManager owner) {
		this.flat = flat;
		precision = flat.getDataType();
		this.owner = owner;
	}

	Weights(final ParameterLayout layout, final NDArray flat) {
		this(flat);
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
			views::get));
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
		return owning(parent, manager -> new Weights(this, manager));
	}

	/** @return weights that a new manager owns, which is closed if they cannot be made */
	static Weights owning(final NDManager parent, final Function<NDManager, Weights> weights) {
		final NDManager manager = parent.newSubManager();
		try {
			return weights.apply(manager);
		}
		catch (final RuntimeException | Error exc) {
			manager.close();
			throw exc;
		}
	}

	/** @return an array in the precision of these weights, as layers need it; itself if it is */
	public NDArray cast(final NDArray x) {
		return Ops.as(precision, x);
	}

	/** @return a convolution's weights, normalised, where values gives its parameters */
	static Layer fold(final Convolution convolution, final Function<Entry, NDArray> values) {
		final NDArray v = values.apply(convolution.weightV());
		final NDArray g = values.apply(convolution.weightG());
		final NDArray bias = values.apply(convolution.bias());
		final NDArray norm = v.square().sum(new int[] { 1, 2, 3 }, true).sqrt(); // (O, 1, 1, 1)
		final NDArray length = g.div(norm);
		if (convolution.gain() == 1) return new Layer(v.mul(length), bias);
		return new Layer(v.mul(Ops.scale(length, convolution.gain())), Ops.scale(bias, convolution.gain()));
	}

	/** Copies of what the layers need, made one by one; they belong to the manager and to no scope. */
	Weights(final ParameterLayout layout, final NDArray flat, final NDManager manager) {
		this(flat, manager);
		for (final Linear linear : layout.linears()) {
			layers.put(linear.name(), owned(() -> new Layer(view(linear.weight()), view(linear.bias()))));
		}
		for (final Convolution convolution : layout.convolutions()) {
			layers.put(convolution.name(), owned(() -> fold(convolution, this::view)));
		}
		for (final Entry vector : layout.vectors()) vectors.put(vector.name(), Scope.get(() -> own(view(vector), owner)));
	}

	private Layer owned(final Supplier<Layer> layer) {
		return Scope.get(() -> {
			final Layer made = layer.get();
			return new Layer(own(channelsLast(made.weight), owner), own(made.bias, owner));
		});
	}

	/** @return a parameter, as a view of the flat vector */
	final NDArray view(final Entry entry) {
		return Ops.slice(flat, 0, entry.offset(), entry.offset() + entry.size()).reshape(entry.shape().stream().mapToLong(
			Integer::longValue).toArray());
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

	Layer layer(final String name) {
		return layers.get(name);
	}

	/** @return weight of a layer: (O, I, K, K) of a convolution, (O, I) of a fully connected layer */
	public NDArray weight(final String layer) {
		return layer(layer).weight;
	}

	/** @return bias of a layer, shape (O) */
	public NDArray bias(final String layer) {
		return layer(layer).bias;
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

	/**
	 * Computes a piece of the network whose intermediate results are not needed elsewhere, so that weights that save
	 * memory need not keep them.
	 *
	 * @param body a function of its inputs and these weights; what else it uses must not be differentiated, and must not
	 *          be closed before {@link #gradient} has been asked for
	 * @param inputs handed to the body
	 * @return what the body makes of them
	 */
	public NDArray segment(final Function<List<NDArray>, NDArray> body, final NDArray... inputs) {
		return body.apply(List.of(inputs));
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
