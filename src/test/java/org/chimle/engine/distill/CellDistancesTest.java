package org.chimle.engine.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.util.List;
import java.util.stream.LongStream;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Torch;
import org.junit.jupiter.api.Test;

class CellDistancesTest {

	private static final int MEMBERS = 3;
	private static final List<ImageGroup> GROUPS = LongStream.range(0, 2).mapToObj(CellDistancesTest::group).toList();

	@Test
	void theirMeansAddUpToTheDistanceOfEveryPair() {
		try (NDManager manager = Torch.open("cpu")) {
			final PerceptualDistance distance = Distances.of(DistanceKind.LEARNED, manager);
			final GroupBatch batch = GroupBatch.of(GROUPS);
			final NDList taps = distance.features(batch.images(manager));
			final float[] got = Ops.values(CellDistances.total(CellDistances.of(taps, batch)));
			final int[][] pairs = { { 0, 1 }, { 1, 2 }, { 0, 2 } };
			assertEquals(pairs.length * GROUPS.size(), got.length);
			for (int p = 0; p < pairs.length; p++) {
				final float[] wanted = Ops.values(distance.distance(batch.ofMember(taps, pairs[p][0]), batch.ofMember(taps,
					pairs[p][1])));
				for (int g = 0; g < GROUPS.size(); g++) {
					assertEquals(wanted[g], got[p * GROUPS.size() + g], 1e-4 * wanted[g] + 1e-6);
				}
			}
		}
	}

	@Test
	void cellsShareThePixelsEvenWhereTheirNumberDoesNotDivide() {
		final float[] areas = CellDistances.areas(7);
		for (int cell = 0; cell < CellDistances.CELLS; cell++) {
			double sum = 0;
			for (int i = 0; i < 7; i++) sum += areas[cell * 7 + i];
			assertEquals(1, sum, 1e-6);
		}
		assertEquals(0.75 / 1.75, areas[1], 1e-6);
		assertEquals(0.25 / 1.75, areas[7 + 1], 1e-6);
	}

	@Test
	void tapsBelongToTheNearestResolution() {
		final float[][] levels = CellDistances.levels(List.of(64L, 32L, 16L, 8L, 8L), List.of(31L, 15L, 7L, 3L));
		assertArrayEquals(new float[] { 1, 0, 0, 0 }, levels[0]);
		assertArrayEquals(new float[] { 0, 1, 0, 0 }, levels[1]);
		assertArrayEquals(new float[] { 0, 0, 1, 1 }, levels[2]);
	}

	@Test
	void theLossIsZeroForTheTeacherItselfAndNotForAnother() {
		try (NDManager manager = Torch.open("cpu")) {
			final NDList taps = Distances.of(DistanceKind.LEARNED, manager).features(GroupBatch.of(GROUPS).images(manager));
			final NDArray cells = CellDistances.of(taps, GroupBatch.of(GROUPS));
			final List<Long> heights = taps.stream().map(tap -> tap.getShape().get(2)).toList();
			final LessonLoss loss = new LessonLoss(Ops.values(cells), heights, manager);
			assertEquals(0, Ops.value(loss.of(cells, heights)), 1e-9);
			assertTrue(Ops.value(loss.of(Ops.scale(cells, 2), heights)) > 0.5);
		}
	}

	private static ImageGroup group(final long number) {
		return new ImageGroup(0, LongStream.range(0, MEMBERS).mapToObj(member -> noise(10 * number + member)).toList());
	}

	private static FloatImage noise(final long seed) {
		return TinyModels.noise(3, GroupSource.SIDE, seed);
	}
}
