package org.chimle.engine.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.List;

import org.chimle.engine.tensor.Ops;

/**
 * How far the student's distances are from the teacher's: with {@code e(x, y) = (log(x + s) - log(y + s))^2}
 *
 * <pre>
 * mean over pairs of e(d, t)  +  1/2 mean over cells of e(d_cell, t_cell)  +  1/4 mean over cells and resolutions of e(...)
 * </pre>
 *
 * The logarithm makes small and large distances count alike, as they do for ranks. A distance is one number for an image;
 * the cells say where it comes from and the taps at which resolution, so that far fewer images teach the same.
 */
final class LessonLoss {

	private static final double SOFTENING = 0.01;
	private static final double CELL_WEIGHT = 0.5;
	private static final double LEVEL_WEIGHT = 0.25;

	private final NDArray cells;
	private final List<Long> heights;
	private final NDManager manager;

	/**
	 * @param cells the teacher's, see {@link CellDistances#of}
	 * @param heights of the teacher's taps
	 * @param manager on the device
	 */
	LessonLoss(final float[] cells, final List<Long> heights, final NDManager manager) {
		final int perPair = heights.size() * CellDistances.CELLS * CellDistances.CELLS;
		this.cells = Ops.tensor(manager, cells, cells.length / perPair, heights.size(), perPair / heights.size());
		this.heights = heights;
		this.manager = manager;
	}

	/**
	 * @param got the student's cells
	 * @param gotHeights of the student's taps
	 * @return the loss, a scalar
	 */
	NDArray of(final NDArray got, final List<Long> gotHeights) {
		final NDArray pairs = error(CellDistances.total(got), CellDistances.total(cells));
		final NDArray inCells = error(got.sum(new int[] { 1 }), cells.sum(new int[] { 1 }));
		final NDArray loss = pairs.add(Ops.scale(inCells, CELL_WEIGHT));
		final float[][] levels = CellDistances.levels(gotHeights, heights);
		for (final float[] level : levels) if (!anyOf(level)) return loss;
		final NDArray atLevels = error(joined(got, CellDistances.levels(gotHeights, gotHeights)), joined(cells, levels));
		return loss.add(Ops.scale(atLevels, LEVEL_WEIGHT));
	}

	private static boolean anyOf(final float[] level) {
		for (final float share : level) if (share > 0) return true;
		return false;
	}

	/** @return taps added up by resolution, shape (P, resolutions, cells) */
	private NDArray joined(final NDArray taps, final float[][] levels) {
		final float[] flat = new float[levels.length * levels[0].length];
		for (int l = 0; l < levels.length; l++) System.arraycopy(levels[l], 0, flat, l * levels[l].length, levels[l].length);
		return Ops.tensor(manager, flat, levels.length, levels[0].length).matMul(taps);
	}

	private static NDArray error(final NDArray got, final NDArray wanted) {
		return got.add((float) SOFTENING).log().sub(wanted.add((float) SOFTENING).log()).square().mean();
	}
}
