package org.chimle.engine.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/**
 * Where and at which resolution the members of groups differ: for all pairs of members the mean squared difference of
 * every tap in the cells of a coarse grid. The mean over cells and sum over taps is the distance.
 */
final class CellDistances {

	/** Cells along an axis. */
	static final int CELLS = 4;

	private CellDistances() {}

	/**
	 * @param taps features of a {@link GroupBatch}
	 * @param batch which
	 * @return shape (P, T, 16) for P = groups * pairs of members, T taps: pairs that are one apart first, (0, 1), (1, 2)
	 *         ..., then those two apart, (0, 2), (1, 3) ..., each for all groups
	 */
	static NDArray of(final NDList taps, final GroupBatch batch) {
		return Scope.array(() -> {
			final List<NDArray> perTap = new ArrayList<>();
			for (final NDArray tap : taps) perTap.add(ofTap(tap, batch));
			return Ops.concatChannels(perTap.toArray(NDArray[]::new));
		});
	}

	private static NDArray ofTap(final NDArray tap, final GroupBatch batch) {
		final Shape shape = tap.getShape();
		final long all = shape.get(0);
		final List<NDArray> squares = new ArrayList<>();
		for (long apart = batch.groups(); apart < all; apart += batch.groups()) {
			final NDArray difference = Ops.slice(tap, 0, 0, all - apart).sub(Ops.slice(tap, 0, apart, all));
			squares.add(difference.square().sum(new int[] { 1 }, true));
		}
		final double pixels = (double) shape.get(2) * shape.get(3);
		final NDManager manager = tap.getManager();
		final NDArray rows = Ops.scale(Ops.tensor(manager, areas((int) shape.get(2)), CELLS, shape.get(2)), pixels);
		final NDArray columns = Ops.tensor(manager, areas((int) shape.get(3)), CELLS, shape.get(3));
		final NDArray cells = Ops.combine(Ops.concatBatch(squares), rows, columns); // (P, 1, 4, 4)
		return cells.reshape(cells.getShape().get(0), 1, CELLS * CELLS);
	}

	/** @return for every cell the share of each pixel in its mean, row-major (cells, pixels) */
	static float[] areas(final int pixels) {
		final double side = (double) pixels / CELLS;
		final float[] areas = new float[CELLS * pixels];
		for (int cell = 0; cell < CELLS; cell++) {
			for (int i = 0; i < pixels; i++) {
				final double overlap = Math.min((cell + 1) * side, i + 1) - Math.max(cell * side, i);
				areas[cell * pixels + i] = (float) (Math.max(0, overlap) / side);
			}
		}
		return areas;
	}

	/** @return the distances, shape (P) */
	static NDArray total(final NDArray cells) {
		return Ops.scale(cells.sum(new int[] { 1, 2 }), 1.0 / (CELLS * CELLS));
	}

	/**
	 * Which taps of a teacher the taps of a student answer for: those whose resolution is nearest.
	 *
	 * @param student heights of the student's taps; those as high as the images have no counterpart
	 * @param other heights of taps, the teacher's or the student's own
	 * @return a row of zeros and ones per resolution of the student: which of the other taps belong to it
	 */
	static float[][] levels(final List<Long> student, final List<Long> other) {
		final List<Long> heights = student.stream().filter(height -> height < GroupSource.SIDE).distinct().toList();
		final float[][] levels = new float[heights.size()][other.size()];
		for (int t = 0; t < other.size(); t++) {
			final double height = other.get(t);
			if (height >= GroupSource.SIDE) continue;
			final int nearest = IntStream.range(0, heights.size()).boxed().min((a, b) -> Double.compare(Math.abs(Math.log(
				heights.get(a) / height)), Math.abs(Math.log(heights.get(b) / height)))).orElseThrow();
			levels[nearest][t] = 1;
		}
		return levels;
	}
}
