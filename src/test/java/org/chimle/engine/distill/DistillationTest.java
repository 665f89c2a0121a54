package org.chimle.engine.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.DistillationConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.LearnedNetwork;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistillationTest {

	private static final List<ImageFamily> FAMILIES = List.of(new ImageFamily("stripes", images(0)), new ImageFamily("spots",
		images(100)));

	static List<String> distortions() {
		return List.copyOf(Distortions.all().keySet());
	}

	@ParameterizedTest
	@MethodSource("distortions")
	void aStrongerDistortionChangesMore(final String name) {
		final Distortion distortion = Distortions.all().get(name);
		final FloatImage image = image(3);
		final FloatImage before = image.crop(0, 0, image.height(), image.width());
		double weak = 0;
		double strong = 0;
		for (int seed = 0; seed < 5; seed++) {
			weak += squaredError(image, distortion.apply(image, 0.05, new SplittableRandom(seed)));
			strong += squaredError(image, distortion.apply(image, 0.95, new SplittableRandom(seed)));
		}
		assertTrue(weak > 0 && strong > 2 * weak, weak + " and " + strong);
		assertArrayEquals(before.data(), image.data());
	}

	@Test
	void aGroupIsFixedByItsNumber() {
		final GroupSource source = source(false, 4);
		final ImageGroup group = source.draw(7);
		assertEquals(5, group.members().size());
		for (int m = 0; m < 5; m++) {
			assertEquals(GroupSource.SIDE, group.members().get(m).height());
			assertArrayEquals(group.members().get(m).data(), source.draw(7).members().get(m).data());
			for (final float value : group.members().get(m).data()) assertTrue(value >= 0 && value <= 1);
		}
	}

	@Test
	void heldOutImagesAreInNoGroupOfTheTraining() {
		final ImageFamily family = FAMILIES.get(0);
		final List<FloatImage> taught = family.part(false).images();
		final List<FloatImage> heldOut = family.part(true).images();
		assertEquals(family.images().size(), taught.size() + heldOut.size());
		assertTrue(!heldOut.isEmpty() && heldOut.stream().noneMatch(taught::contains));
	}

	@Test
	void heldOutStrengthsAreInNoGroupOfTheTraining() {
		final List<Double> taught = strengths(false);
		final List<Double> heldOut = strengths(true);
		for (final double strength : heldOut) {
			final int band = (int) (10 * strength);
			assertTrue(band == 2 || band == 6, "strength " + strength);
			assertTrue(taught.stream().noneMatch(other -> (int) (10 * other) == band));
		}
	}

	@Test
	void theTeacherAgreesWithItselfAndItsOppositeDoesNot() {
		try (NDManager manager = Torch.open("cpu")) {
			final Judge teacher = Judge.of(Distances.of(DistanceKind.MEAN_SQUARED_ERROR, manager));
			final Map<String, Agreement> results = Agreement.of(FAMILIES, Distortions.all(), 6, 1, teacher, Map.of("itself",
				teacher, "opposite", opposite(teacher)), "cpu", JobMonitor.silent());
			assertEquals(1, results.get("itself").overall(), 1e-9);
			assertEquals(1, results.get("itself").triplets(), 1e-9);
			assertEquals(List.of("stripes", "spots"), List.copyOf(results.get("itself").byFamily().keySet()));
			assertEquals(-1, results.get("opposite").overall(), 1e-9);
			assertEquals(0, results.get("opposite").triplets(), 1e-9);
		}
	}

	@Test
	void teachingBringsTheStudentNearerTheSameWayEveryTime() {
		final List<Double> losses = new ArrayList<>();
		final float[] once = teach(60, losses);
		assertTrue(losses.get(1) < 0.9 * losses.get(0), losses.toString());
		assertArrayEquals(teach(3, new ArrayList<>()), teach(3, new ArrayList<>()));
		assertEquals(LearnedNetwork.layout().size(), once.length);
	}

	@Test
	void valuesOutOfRangeAreRefused() {
		assertTrue(assertThrows(InvalidInputException.class, () -> new DistillationConfig(-1, 1, 1, 1, 1e-3, 1)).getMessage()
			.contains("number of steps"));
	}

	private static float[] teach(final int steps, final List<Double> losses) {
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Loss loss) losses.addAll(loss.perLevel());
		}, new JobControl());
		try (NDManager manager = Torch.open("cpu")) {
			return new Distiller(new DistillationConfig(steps, 2, 2, 2, 3e-3, 5), FAMILIES, Distortions.all(), Distances.of(
				DistanceKind.MEAN_SQUARED_ERROR, manager), "cpu", 30).train(LearnedNetwork.initial(5), (done, parameters) -> {},
				monitor);
		}
	}

	private static List<Double> strengths(final boolean heldOut) {
		final List<Double> strengths = java.util.Collections.synchronizedList(new ArrayList<>());
		final Distortion recorder = (image, strength, random) -> {
			strengths.add(strength);
			return image.crop(0, 0, image.height(), image.width());
		};
		final GroupSource source = new GroupSource(FAMILIES, List.of(recorder), heldOut, 6, 1);
		for (int i = 0; i < 30; i++) source.draw(i);
		return List.copyOf(strengths);
	}

	private static GroupSource source(final boolean heldOut, final int distorted) {
		return new GroupSource(FAMILIES, List.copyOf(Distortions.all().values()), heldOut, distorted, 1);
	}

	/** Compares the other way round: what was near is far. */
	private static Judge opposite(final Judge judge) {
		return (groups, manager) -> {
			final double[][] distances = judge.fromFirst(groups, manager);
			for (final double[] row : distances) java.util.Arrays.setAll(row, i -> -row[i]);
			return distances;
		};
	}

	private static double squaredError(final FloatImage a, final FloatImage b) {
		double sum = 0;
		for (int i = 0; i < a.data().length; i++) sum += Math.pow(a.data()[i] - b.data()[i], 2);
		return sum / a.data().length;
	}

	private static List<FloatImage> images(final int from) {
		final List<FloatImage> images = new ArrayList<>();
		for (int i = from; i < from + 10; i++) images.add(image(i));
		return images;
	}

	/** Waves of colours that no two channels share. */
	private static FloatImage image(final int number) {
		final FloatImage image = new FloatImage(3, 100, 110);
		for (int c = 0; c < 3; c++) {
			for (int y = 0; y < 100; y++) {
				for (int x = 0; x < 110; x++) {
					final double wave = Math.sin(0.05 * (1 + number % 7) * x + c) * Math.cos(0.04 * (2 + number % 5) * y + number);
					image.set(c, y, x, (float) (0.5 + 0.4 * wave));
				}
			}
		}
		return image;
	}
}
