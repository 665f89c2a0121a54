package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.chimle.engine.tensor.ParameterLayout.Convolution;
import org.chimle.engine.tensor.ParameterLayout.Entry;
import org.chimle.engine.tensor.ParameterLayout.Linear;

/**
 * Weights for a pass that keeps nothing of a segment but its result (Chen, Xu, Zhang and Guestrin, "Training deep nets
 * with sublinear memory cost", 2016). {@link #gradient} goes through the segments from the last to the first, computes
 * each again from its inputs, this time with its gradient, and hands on what arrives at the inputs. A layer's weights
 * are normalised anew in every segment that asks for them.
 */
final class RecomputingWeights extends Weights {

	/** The result of a segment, or an array from outside, which has no body. */
	private static final class Node implements AutoCloseable {

		private final Function<List<NDArray>, NDArray> body;
		private final List<Node> inputs;
		private final NDArray value;
		private NDArray gradient;

		Node(final Function<List<NDArray>, NDArray> body, final List<Node> inputs, final NDArray value) {
			this.body = body;
			this.inputs = inputs;
			// An array of its own, because the one at hand belongs to others.
			this.value = Scope.keep(Ops.unrecorded(value));
		}

		NDArray leaf() {
			return body == null ? value : Ops.leaf(value);
		}

		void receive(final NDArray part) {
			if (part == null) return;
			if (gradient == null) gradient = Scope.keep(part);
			else gradient.addi(part);
		}

		@Override
		public void close() {
			value.close();
			if (gradient != null) gradient.close();
		}
	}

	private final Map<String, Supplier<Layer>> makers = new HashMap<>();
	private final Map<String, Entry> vectors = new HashMap<>();
	private final Deque<Node> segments = new ArrayDeque<>();
	/** By the identity of the arrays that callers hold. */
	private final Map<NDArray, Node> nodes = new IdentityHashMap<>();
	/** What the segment at hand has asked for, whatever scope it was in. */
	private final Map<String, Layer> layers = new HashMap<>();
	private final Map<Entry, NDArray> leaves = new LinkedHashMap<>();

	RecomputingWeights(final ParameterLayout layout, final NDArray flat) {
		super(flat);
		for (final Linear linear : layout.linears()) {
			makers.put(linear.name(), () -> new Layer(leaf(linear.weight()), leaf(linear.bias())));
		}
		for (final Convolution convolution : layout.convolutions()) {
			makers.put(convolution.name(), () -> fold(convolution, this::leaf));
		}
		for (final Entry vector : layout.vectors()) vectors.put(vector.name(), vector);
	}

	private NDArray leaf(final Entry entry) {
		return leaves.computeIfAbsent(entry, asked -> Scope.keep(Ops.leaf(view(asked))));
	}

	@Override
	Layer layer(final String name) {
		return layers.computeIfAbsent(name, asked -> {
			final Layer made = makers.get(asked).get();
			return new Layer(Scope.keep(made.weight()), Scope.keep(made.bias()));
		});
	}

	@Override
	public NDArray vector(final String name) {
		return leaf(vectors.get(name));
	}

	@Override
	public NDArray segment(final Function<List<NDArray>, NDArray> body, final NDArray... inputs) {
		final NDArray result = Torch.unrecorded(() -> Scope.array(() -> body.apply(List.of(inputs))));
		forget();
		final Node node = new Node(body, Arrays.stream(inputs).map(this::node).toList(), result);
		segments.addLast(node);
		nodes.put(result, node);
		return result;
	}

	/** Frees what the segment asked for. */
	private void forget() {
		for (final Layer layer : layers.values()) {
			layer.weight().close();
			layer.bias().close();
		}
		leaves.values().forEach(NDArray::close);
		layers.clear();
		leaves.clear();
	}

	private Node node(final NDArray array) {
		return nodes.computeIfAbsent(array, constant -> new Node(null, List.of(), constant));
	}

	@Override
	public NDArray gradient(final NDArray loss) {
		final NDArray gradient = flat.zerosLike();
		node(loss).receive(loss.onesLike());
		while (!segments.isEmpty()) {
			final Node node = segments.removeLast();
			if (node.gradient != null) Scope.run(() -> backward(node, gradient));
			node.close();
		}
		return gradient;
	}

	private void backward(final Node node, final NDArray gradient) {
		final List<NDArray> inputs = node.inputs.stream().map(Node::leaf).toList();
		Ops.backward(Torch.recording(() -> node.body.apply(inputs)), node.gradient);
		for (int i = 0; i < inputs.size(); i++) {
			if (node.inputs.get(i).body != null) node.inputs.get(i).receive(Ops.arrived(inputs.get(i)));
		}
		leaves.forEach((entry, leaf) -> {
			final NDArray arrived = Ops.arrived(leaf);
			if (arrived != null) Ops.slice(gradient, 0, entry.offset(), entry.offset() + entry.size()).addi(arrived
				.flatten());
		});
		forget();
	}

	@Override
	public void close() {
		forget();
		nodes.values().forEach(Node::close);
	}
}
