package org.chimle.engine.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The batches of a block: pass after pass over its examples, each in a new order that the seed decides. */
final class BatchOrder {

	private final List<Example> block;
	private final int batch;
	private final Random random;
	private final List<Example> queue = new ArrayList<>();

	/**
	 * @param block at least one example
	 * @param batch examples per batch
	 * @param seed decides the order
	 */
	BatchOrder(final List<Example> block, final int batch, final long seed) {
		this.block = block;
		this.batch = batch;
		random = new Random(seed);
	}

	/** @return the next batch */
	List<Example> next() {
		while (queue.size() < batch) {
			final List<Example> pass = new ArrayList<>(block);
			Collections.shuffle(pass, random);
			queue.addAll(pass);
		}
		final List<Example> head = queue.subList(0, batch);
		final List<Example> result = List.copyOf(head);
		head.clear();
		return result;
	}

	/** Leaves out batches that a run had before it was interrupted. */
	void skip(final long batches) {
		for (long i = 0; i < batches; i++) next();
	}
}
