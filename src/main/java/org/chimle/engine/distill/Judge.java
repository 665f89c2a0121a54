package org.chimle.engine.distill;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.metric.ImageMetrics;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/** Anything that says how different two images are. */
@FunctionalInterface
interface Judge {

	/**
	 * @param groups of equally many members
	 * @param manager on the device
	 * @return for every member but the first, and every group, how different it is from the first of its group
	 */
	double[][] fromFirst(List<ImageGroup> groups, NDManager manager);

	/** @return what a distance says */
	static Judge of(final PerceptualDistance distance) {
		return (groups, manager) -> Scope.get(() -> {
			final GroupBatch batch = GroupBatch.of(groups);
			final NDList taps = distance.features(batch.images(manager));
			final NDList first = batch.ofMember(taps, 0);
			final double[][] result = new double[batch.members() - 1][batch.groups()];
			for (int m = 1; m < batch.members(); m++) {
				final float[] values = Ops.values(distance.distance(batch.ofMember(taps, m), first));
				for (int g = 0; g < values.length; g++) result[m - 1][g] = values[g];
			}
			return result;
		});
	}

	/** @return one minus the structural similarity */
	static Judge structuralSimilarity() {
		return (groups, manager) -> {
			final int members = groups.get(0).members().size();
			final double[][] result = new double[members - 1][groups.size()];
			for (int g = 0; g < groups.size(); g++) {
				final List<FloatImage> images = groups.get(g).members();
				for (int m = 1; m < members; m++) {
					result[m - 1][g] = 1 - ImageMetrics.of(images.get(m), images.get(0)).ssim();
				}
			}
			return result;
		};
	}
}
