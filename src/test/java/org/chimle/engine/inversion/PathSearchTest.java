package org.chimle.engine.inversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Padding;
import org.chimle.engine.data.Pyramid;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LevelSeeds;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.sample.LevelExplorer;
import org.chimle.engine.sample.Sampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PathSearchTest {

	private static final int CANDIDATES = 6;

	/** The mean squared error can be computed here too, candidate by candidate. */
	@ParameterizedTest
	@EnumSource(Task.class)
	void keepsTheNearestCandidateOfEveryLevel(final Task task) {
		final SavedModel model = InversionTest.lively(task);
		final FloatImage input = TinyModels.noise(1, task == Task.SUPER_RESOLUTION ? 4 : 15, 2);
		final int side = task == Task.SUPER_RESOLUTION ? 16 : 15;
		final FloatImage reference = TinyModels.noise(model.config().imageChannels(), side, 3);
		final PathChoice found = search(model, input, reference, new Area(0, 0, side, side));
		final List<LevelSeeds> expected = new ArrayList<>();
		try (Sampler sampler = new Sampler(model, "cpu"); LevelExplorer explorer = sampler.explore(input)) {
			for (int l = 0; l < 2; l++) {
				final FloatImage target = l == 1 ? reference : Pyramid.of(Padding.mirrorToMultiple(reference, 2), 2).get(0);
				double lowest = Double.POSITIVE_INFINITY;
				expected.add(null);
				LevelSeeds best = null;
				for (int i = 1; i <= CANDIDATES; i++) {
					expected.set(l, LevelSeeds.of(CodePath.candidate(l, i)));
					final FloatImage output = explorer.draw(new CodePath(expected), JobMonitor.silent());
					final double error = error(output, target);
					if (error < lowest) best = expected.get(l);
					lowest = Math.min(lowest, error);
				}
				expected.set(l, best);
				assertEquals(lowest, found.distances().get(l), 1e-6);
			}
		}
		assertEquals(new CodePath(expected), found.path());
	}

	@Test
	void aSampleIsFoundAgain() {
		final SavedModel model = InversionTest.lively(Task.SUPER_RESOLUTION);
		final FloatImage input = TinyModels.noise(1, 8, 2);
		final CodePath own = CodePath.parse("1:g1004.l1004 2:g2002.l2002");
		try (Sampler sampler = new Sampler(model, "cpu"); LevelExplorer explorer = sampler.explore(input)) {
			final FloatImage sample = explorer.draw(own, JobMonitor.silent());
			assertEquals(2002, search(model, input, sample, new Area(0, 0, 32, 32)).path().level(1).global());
		}
	}

	@Test
	void onlyTheAreaCounts() {
		final SavedModel model = InversionTest.lively(Task.SUPER_RESOLUTION);
		final FloatImage input = TinyModels.noise(1, 8, 2);
		final FloatImage reference = TinyModels.noise(1, 32, 3);
		final FloatImage changed = TinyModels.noise(1, 32, 4);
		for (int y = 8; y < 16; y++) for (int x = 4; x < 12; x++) changed.set(0, y, x, reference.get(0, y, x));
		final Area area = new Area(4, 8, 8, 8);
		// The coarser level's target is reduced with a filter that looks beyond the area, so only the last level is compared.
		assertEquals(search(model, input, reference, area).distances().get(1), search(model, input, changed, area)
			.distances().get(1), 0.05);
		assertNotEquals(search(model, input, reference, new Area(0, 0, 32, 32)).distances(), search(model, input, reference,
			area).distances());
		assertEquals(new Area(1, 2, 3, 2), new Area(5, 8, 8, 7).reduced(2));
	}

	@Test
	void tellsOfEveryCandidateAndStops() {
		final SavedModel model = TinyModels.random(Task.SUPER_RESOLUTION);
		final FloatImage input = TinyModels.noise(1, 4, 2);
		final FloatImage reference = TinyModels.noise(1, 16, 2);
		final AtomicInteger candidates = new AtomicInteger();
		final JobControl control = new JobControl();
		try (PathSearch search = new PathSearch(model, DistanceKind.LEARNED, "cpu")) {
			search.nearest(List.of(input, input), List.of(reference, reference), new Area(0, 0, 16, 16), 3, new JobMonitor(event -> {}, control),
				candidates::incrementAndGet);
			assertEquals(6, candidates.get());
			control.cancel();
			assertThrows(JobCancelledException.class, () -> search.nearest(List.of(input), List.of(reference), new Area(0, 0, 16,
				16), 3, new JobMonitor(event -> {}, control), candidates::incrementAndGet));
			assertThrows(IllegalArgumentException.class, () -> search.nearest(List.of(input), List.of(input), new Area(0, 0, 4,
				4), 3, JobMonitor.silent(), candidates::incrementAndGet));
		}
	}

	/** The features of the reference can be what memory runs short for. */
	@Test
	void aShortageOfMemoryIsAnsweredFromTheBeginning() {
		final SavedModel model = InversionTest.lively(Task.SUPER_RESOLUTION);
		final FloatImage input = TinyModels.noise(1, 8, 2);
		final FloatImage reference = TinyModels.noise(1, 32, 3);
		final Area area = new Area(0, 0, 32, 32);
		final List<JobEvent> events = new ArrayList<>();
		final JobMonitor monitor = new JobMonitor(events::add, new JobControl());
		try (PathSearch search = new PathSearch(model, manager -> new Starved(Distances.of(DistanceKind.MEAN_SQUARED_ERROR,
			manager), 2), "cpu"))
		{
			final PathChoice found = search.nearest(List.of(input), List.of(reference), area, CANDIDATES, monitor, () -> {});
			assertEquals(search(model, input, reference, area).path(), found.path());
			assertEquals(List.of(new JobEvent.Message("Memory ran short; comparing candidates goes on in pieces of 1/2 the size."),
				new JobEvent.Message("Memory ran short; comparing candidates goes on in pieces of 1/4 the size.")), events);
		}
		try (PathSearch search = new PathSearch(model, manager -> new Starved(Distances.of(DistanceKind.MEAN_SQUARED_ERROR,
			manager), 9), "cpu"))
		{
			final String message = assertThrows(InvalidInputException.class, () -> search.nearest(List.of(input), List.of(
				reference), area, CANDIDATES, monitor, () -> {})).getMessage();
			assertTrue(message.startsWith("The memory does not suffice for comparing candidates"), message);
		}
	}

	/** A distance for which there is no room the first few times. */
	private static final class Starved implements PerceptualDistance {

		private final PerceptualDistance distance;
		private int failures;

		Starved(final PerceptualDistance distance, final int failures) {
			this.distance = distance;
			this.failures = failures;
		}

		@Override
		public NDList features(final NDArray images) {
			if (failures-- > 0) throw new EngineException("DefaultCPUAllocator: can't allocate memory");
			return distance.features(images);
		}

		@Override
		public NDArray distance(final NDList a, final NDList b) {
			return distance.distance(a, b);
		}
	}

	private static PathChoice search(final SavedModel model, final FloatImage input, final FloatImage reference,
		final Area area)
	{
		try (PathSearch search = new PathSearch(model, DistanceKind.MEAN_SQUARED_ERROR, "cpu")) {
			return search.nearest(Collections.singletonList(input), Collections.singletonList(reference), area, CANDIDATES,
				JobMonitor.silent(), () -> {});
		}
	}

	private static double error(final FloatImage a, final FloatImage b) {
		double sum = 0;
		for (int i = 0; i < a.data().length; i++) sum += Math.pow(a.data()[i] - b.data()[i], 2);
		return sum / a.data().length;
	}
}
