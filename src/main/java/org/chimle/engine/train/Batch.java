package org.chimle.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.tensor.Ops;

/** Copies images to the device. */
final class Batch {

	private Batch() {}

	/**
	 * @param manager on the device
	 * @param images for every member of the batch one image per level; sizes may differ between levels only
	 * @return one array per level, shape (N, C, H_l, W_l), owned by the current scope
	 */
	static List<NDArray> stack(final NDManager manager, final List<List<FloatImage>> images) {
		final List<NDArray> result = new ArrayList<>();
		for (int level = 0; level < images.get(0).size(); level++) {
			final FloatImage first = images.get(0).get(level);
			final int size = first.data().length;
			final float[] values = new float[FloatImage.length(images.size() * first.channels(), first.height(), first.width())];
			for (int n = 0; n < images.size(); n++) {
				System.arraycopy(images.get(n).get(level).data(), 0, values, n * size, size);
			}
			result.add(Ops.tensor(manager, values, images.size(), first.channels(), first.height(), first.width()));
		}
		return result;
	}
}
