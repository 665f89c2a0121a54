package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tracked weights for a pass that keeps nothing of a segment but its result (Chen, Xu, Zhang and Guestrin, "Training
 * deep nets with sublinear memory cost", 2016). {@link #gradients} goes through the segments from the last to the first,
 * computes each again from its inputs, this time with its gradient, and hands on what arrives at the inputs.
 */
final class RecomputingWeights extends TrackedWeights {

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
			this.value = Scope.keep(Autograd.unrecorded(value));
		}

		NDArray leaf() {
			return body == null ? value : Autograd.leaf(value);
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

	private final Deque<Node> segments = new ArrayDeque<>();
	/** By the identity of the arrays that callers hold. */
	private final Map<NDArray, Node> nodes = new IdentityHashMap<>();

	RecomputingWeights(final Weights shared) {
		super(shared);
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

	private Node node(final NDArray array) {
		return nodes.computeIfAbsent(array, constant -> new Node(null, List.of(), constant));
	}

	@Override
	void backward(final NDArray loss, final WeightGradients gradients) {
		node(loss).receive(loss.onesLike());
		while (!segments.isEmpty()) {
			final Node node = segments.removeLast();
			if (node.gradient != null) Scope.run(() -> backward(node, gradients));
			node.close();
		}
	}

	private void backward(final Node node, final WeightGradients gradients) {
		final List<NDArray> inputs = node.inputs.stream().map(Node::leaf).toList();
		Autograd.backward(Torch.recording(() -> node.body.apply(inputs)), node.gradient);
		for (int i = 0; i < inputs.size(); i++) {
			if (node.inputs.get(i).body != null) node.inputs.get(i).receive(Autograd.arrived(inputs.get(i)));
		}
		collect(gradients);
	}

	@Override
	public void close() {
		super.close();
		nodes.values().forEach(Node::close);
	}
}
