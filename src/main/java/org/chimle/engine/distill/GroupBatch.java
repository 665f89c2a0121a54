package org.chimle.engine.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.util.List;

import org.chimle.engine.tensor.Ops;

/**
 * Groups of equally many members, member by member: all first members, then all second ones, and so on.
 *
 * @param groups number of groups
 * @param members number of members of each
 * @param values pixels, shape (members * groups, 3, S, S)
 */
record GroupBatch(int groups, int members, float[] values) {

	/** @return the batch of these groups */
	static GroupBatch of(final List<ImageGroup> groups) {
		final int count = groups.size();
		final int members = groups.get(0).members().size();
		final int size = groups.get(0).members().get(0).data().length;
		final float[] values = new float[count * members * size];
		for (int g = 0; g < count; g++) {
			for (int m = 0; m < members; m++) {
				System.arraycopy(groups.get(g).members().get(m).data(), 0, values, (m * count + g) * size, size);
			}
		}
		return new GroupBatch(count, members, values);
	}

	/** @return the images on a device, in the current scope */
	NDArray images(final NDManager manager) {
		return Ops.tensor(manager, values, (long) groups * members, 3, GroupSource.SIDE, GroupSource.SIDE);
	}

	/** @return the features of all groups' members of that number, views of those of the whole batch */
	NDList ofMember(final NDList taps, final int member) {
		final NDList part = new NDList();
		for (final NDArray tap : taps) part.add(Ops.slice(tap, 0, (long) member * groups, (member + 1L) * groups));
		return part;
	}
}
