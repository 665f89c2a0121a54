package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import org.chimle.engine.tensor.ParameterLayout.Convolution;
import org.chimle.engine.tensor.ParameterLayout.Entry;
import org.chimle.engine.tensor.ParameterLayout.Linear;

/** What layers compute with: the weight and bias of every layer, weight normalisation already applied. */
public class Weights implements AutoCloseable {

	/** Convolutions with fewer channels on either side gain nothing from another order in memory. */
	private static final int LEAST_CHANNELS_LAST = 16;

	record Layer(NDArray weight, NDArray bias) {

		private Layer copy() {
			return new Layer(weight.duplicate(), bias.duplicate());
		}

		private Layer in(final Precision precision) {
			return new Layer(precision.cast(weight), precision.cast(bias));
		}
	}

	final ParameterLayout layout;
	private final Map<String, Layer> layers = new ConcurrentHashMap<>();
	private final Map<String, NDArray> vectors = new HashMap<>();
	private final Map<String, NDArray> derived = new ConcurrentHashMap<>();
	private final Precision precision;
	/** Null where a scope owns the arrays. */
	private final NDManager owner;
	private volatile int halvings;

	/** Without any layers yet. */
	Weights(final ParameterLayout layout, final Precision precision, final NDManager owner) {
		this.layout = layout;
		this.precision = precision;
		this.owner = owner;
	}

	/** What parameters stand for, made layer by layer; it belongs to the manager and to no scope. */
	Weights(final ParameterLayout layout, final NDArray flat, final NDManager owner, final Loop loop) {
		this(layout, Precision.FLOAT32, owner);
		for (final Linear linear : layout.linears()) {
			layers.put(linear.name(), owned(() -> new Layer(linear.weight().of(flat).duplicate(), linear.bias().of(flat)
				.duplicate())));
		}
		loop.forEach(layout.convolutions(), convolution -> layers.put(convolution.name(), owned(() -> fold(convolution,
			flat))));
		for (final Entry vector : layout.vectors()) vectors.put(vector.name(), Scope.get(() -> owned(vector.of(flat)
			.duplicate())));
	}

	private Layer owned(final Supplier<Layer> layer) {
		return Scope.get(() -> {
			final Layer made = layer.get();
			return new Layer(owned(made.weight), owned(made.bias));
		});
	}

	private NDArray owned(final NDArray made) {
		Scope.keep(made).attach(owner);
		return made;
	}

	/** Weight normalisation (Salimans and Kingma, NeurIPS 2016, Eq. 2) and the constant factor. */
	private static Layer fold(final Convolution convolution, final NDArray flat) {
		final NDArray v = convolution.weightV().of(flat);
		final NDArray length = convolution.weightG().of(flat).div(norm(v));
		final NDArray bias = convolution.bias().of(flat).duplicate();
		if (convolution.gain() == 1) return new Layer(ordered(v).muli(length), bias);
		return new Layer(ordered(v).muli(length.muli(convolution.gain())), bias.muli(convolution.gain()));
	}

	/** @return length of every output channel's direction, shape (O, 1, 1, 1) */
	static NDArray norm(final NDArray v) {
		return v.norm(2, new int[] { 1, 2, 3 }, true);
	}

	/**
	 * A copy of kernels; those of wide convolutions with the channels of a pixel side by side in memory. What is convolved
	 * with them takes the same order, in which processors convolve faster.
	 */
	private static NDArray ordered(final NDArray v) {
		final Shape shape = v.getShape();
		final boolean wide = Math.min(shape.get(0), shape.get(1)) >= LEAST_CHANNELS_LAST;
		return wide && shape.get(2) > 1 ? Ops.channelsLast(v) : v.duplicate();
	}

	/**
	 * Copies for passes that may be less exact. Layers that are {@link ParameterLayout#keepExact kept exact} stay in float32.
	 *
	 * @param shorter the format of the copies, another than that of these weights
	 * @param parent a manager on the device; the copies may outlive these weights but not it
	 * @return the copies; the caller closes them
	 */
	public Weights in(final Precision shorter, final NDManager parent) {
		return in(shorter, parent, Loop.SERIAL);
	}

	/** The same as {@link #in(Precision, NDManager)}, with a loop over the layers. */
	Weights in(final Precision shorter, final NDManager parent, final Loop loop) {
		return owning(parent, manager -> {
			final Weights copies = new Weights(layout, shorter, manager);
			loop.forEach(List.copyOf(layers.entrySet()), layer -> copies.layers.put(layer.getKey(), copies.owned(() -> layout
				.isExact(layer.getKey()) ? layer.getValue().copy() : layer.getValue().in(shorter))));
			vectors.forEach((name, vector) -> copies.vectors.put(name, copies.owned(shorter.cast(vector))));
			return copies;
		});
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

	/**
	 * These weights for one pass that records gradients. Several threads may each have their own; they belong to the
	 * current {@link Scope}.
	 *
	 * @return to be asked for the gradient before these weights are closed
	 */
	public TrackedWeights tracked() {
		return new TrackedWeights(this);
	}

	/**
	 * These weights for one pass that gives the same gradients as {@link #tracked} with less memory: the intermediate
	 * results of every {@link #segment} are computed a second time when its gradient is.
	 *
	 * @return to be closed; whatever depends on weights must be computed in segments
	 */
	public TrackedWeights recomputing() {
		return new RecomputingWeights(this);
	}

	/** @return an array in the precision of these weights, as layers need it; itself if it is */
	public NDArray cast(final NDArray x) {
		return precision.cast(x);
	}

	/** @return the format of the work */
	public Precision precision() {
		return precision;
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

	/** @return whether gradients with respect to these weights are going to be asked for */
	public boolean isTracked() {
		return false;
	}

	/**
	 * Something made of the weights once and kept as long as they are, where they are not {@link #isTracked tracked}.
	 *
	 * @param name what it is called
	 * @param make makes it; the result is brought into the precision of these weights
	 * @return it
	 */
	public NDArray derived(final String name, final Supplier<NDArray> make) {
		return derived.computeIfAbsent(name, key -> Scope.get(() -> owned(cast(make.get()))));
	}

	/**
	 * Computes a piece of the network whose intermediate results are not needed elsewhere, so that weights that save
	 * memory need not keep them.
	 *
	 * @param body a function of its inputs and these weights; what else it uses must not be differentiated, and must not
	 *          be closed before the gradient has been asked for
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

	@Override
	public void close() {
		if (owner != null) owner.close();
	}
}
