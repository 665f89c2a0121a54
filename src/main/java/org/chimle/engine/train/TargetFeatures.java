package org.chimle.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/**
 * The features of targets, which are the same in all steps between two code searches: computed when they are first asked
 * for and kept as far as they fit an amount of memory. Every image's are computed alone, so that they do not depend on
 * what has been kept. Any thread may ask.
 */
final class TargetFeatures implements AutoCloseable {

	private final PerceptualDistance distance;
	private final NDManager manager;
	private final Map<Example, NDList[]> kept = new IdentityHashMap<>();
	private long most;
	private long bytes;

	/**
	 * @param distance whose features are meant
	 * @param parent on the device
	 * @param most bytes that may be kept
	 */
	TargetFeatures(final PerceptualDistance distance, final NDManager parent, final long most) {
		this.distance = distance;
		this.most = most;
		manager = parent.newSubManager();
	}

	/**
	 * @param examples at least one
	 * @param level 0..L-1
	 * @return features of their targets at that level as of one batch, to be used in the current scope
	 */
	NDList of(final List<Example> examples, final int level) {
		final List<NDList> each = examples.stream().map(example -> of(example, level)).toList();
		final NDList batch = new NDList();
		for (int t = 0; t < each.get(0).size(); t++) {
			final int tap = t;
			batch.add(Ops.concatBatch(each.stream().map(features -> features.get(tap)).toList()));
		}
		return batch;
	}

	private NDList of(final Example example, final int level) {
		final NDList known = known(example, level);
		if (known != null) return known;
		final FloatImage target = example.targets().get(level);
		return kept(example, level, distance.features(Ops.tensor(manager, target.data(), 1, target.channels(), target
			.height(), target.width())));
	}

	private synchronized NDList known(final Example example, final int level) {
		final NDList[] levels = kept.get(example);
		return levels == null ? null : levels[level];
	}

	/** @return the features, which stay the scope's if they do not fit */
	private synchronized NDList kept(final Example example, final int level, final NDList features) {
		final long size = features.stream().mapToLong(tap -> tap.size() * Float.BYTES).sum();
		if (bytes + size > most) return features;
		final NDList[] levels = kept.computeIfAbsent(example, added -> new NDList[added.targets().size()]);
		if (levels[level] != null) return levels[level]; // another thread was quicker
		for (final NDArray tap : features) Scope.keep(tap).attach(manager);
		levels[level] = features;
		bytes += size;
		return features;
	}

	/** Frees what is kept, because other examples come now; nobody may be using it. */
	synchronized void forget() {
		for (final NDList[] levels : kept.values()) {
			for (final NDList features : levels) {
				if (features != null) features.close();
			}
		}
		kept.clear();
		bytes = 0;
	}

	/** Frees what is kept and keeps nothing any more, because memory ran short. */
	void giveUp() {
		forget();
		most = 0;
	}

	@Override
	public void close() {
		manager.close();
	}
}
