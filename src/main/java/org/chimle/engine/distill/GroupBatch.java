package org.chimle.engine.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/** Groups on a device, member by member: all first members, then all second ones, and so on. */
final class GroupBatch {

	private final int groups;
	private final int members;
	private final NDArray images;

	/** @param groups of equally many members; the array belongs to the current scope */
	GroupBatch(final List<ImageGroup> groups, final NDManager manager) {
		this.groups = groups.size();
		members = groups.get(0).members().size();
		final int size = groups.get(0).members().get(0).data().length;
		final float[] values = new float[this.groups * members * size];
		for (int g = 0; g < this.groups; g++) {
			for (int m = 0; m < members; m++) {
				System.arraycopy(groups.get(g).members().get(m).data(), 0, values, (m * this.groups + g) * size, size);
			}
		}
		images = Ops.tensor(manager, values, (long) this.groups * members, 3, GroupSource.SIDE, GroupSource.SIDE);
	}

	/** @return pairs of members in a group */
	int pairs() {
		return members * (members - 1) / 2;
	}

	/**
	 * The distances of all pairs.
	 *
	 * @param features of a batch of images
	 * @param distance compares them
	 * @return shape (pairs * groups): pairs (0,1), (0,2) ... (1,2) ..., each for all groups
	 */
	NDArray distances(final Function<NDArray, NDList> features, final PerceptualDistance distance) {
		return Scope.array(() -> {
			final NDList taps = features.apply(images);
			final List<NDList> ofMember = new ArrayList<>();
			for (int m = 0; m < members; m++) {
				final NDList part = new NDList();
				for (final NDArray tap : taps) part.add(Ops.slice(tap, 0, (long) m * groups, (long) (m + 1) * groups));
				ofMember.add(part);
			}
			final List<NDArray> distances = new ArrayList<>();
			for (int a = 0; a < members; a++) {
				for (int b = a + 1; b < members; b++) distances.add(distance.distance(ofMember.get(a), ofMember.get(b)));
			}
			return Ops.concatBatch(distances);
		});
	}
}
