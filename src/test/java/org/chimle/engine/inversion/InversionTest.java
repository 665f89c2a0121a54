package org.chimle.engine.inversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.InversionConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.sample.Sampler;
import org.chimle.engine.tensor.ParameterLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InversionTest {

	private static final Runnable NOTHING = () -> {};

	/** A random model whose codes matter: untrained heads are nearly constant, so theirs are made strong. */
	static SavedModel lively(final Task task) {
		final SavedModel model = TinyModels.random(task);
		final float[] values = model.parameters().clone();
		for (final ParameterLayout.Convolution layer : TowerImplicitModel.layout(model.config()).convolutions()) {
			final double factor = layer.name().contains("_out") ? 20 : layer.name().contains("_feat") ? 2 : 1;
			for (int i = 0; i < layer.weightG().size(); i++) values[layer.weightG().offset() + i] *= factor;
		}
		return new SavedModel(model.config(), model.normalisation(), model.training(), values);
	}

	private static FloatImage sample(final SavedModel model, final FloatImage input, final long seed) {
		try (Sampler sampler = new Sampler(model, "cpu")) {
			return sampler.sample(input, LatentCode.ofSample(seed, 0, model.config().levelCount()), JobMonitor.silent());
		}
	}

	private static Reach reach(final SavedModel model, final FloatImage input, final FloatImage observed,
		final InversionConfig config)
	{
		try (Inversion inversion = new Inversion(model, DistanceKind.LEARNED, "cpu")) {
			return inversion.reach(input, observed, config, new JobControl(), NOTHING);
		}
	}

	@ParameterizedTest
	@EnumSource(value = Task.class, names = { "SUPER_RESOLUTION", "GENERIC" })
	void anOwnImageIsReachedAndAForeignOneIsNot(final Task task) {
		final SavedModel model = lively(task);
		// 15 is no multiple of 2, so that the output is cropped.
		final FloatImage input = TinyModels.noise(1, task == Task.SUPER_RESOLUTION ? 4 : 15, 2);
		final FloatImage own = sample(model, input, 99);
		final InversionConfig config = new InversionConfig(1, 160, 0.1, 7);
		final Reach reached = reach(model, input, own, config);
		final Reach foreign = reach(model, input, checks(own), config);
		final Reach.Restart search = reached.restarts().get(0);
		assertTrue(search.distance() < search.startDistance() / 10, search.toString());
		assertTrue(search.codeSize() > 0.7 && search.codeSize() < 3, search.toString());
		assertTrue(foreign.bestDistance() > 10 * reached.meanDistance(), foreign.restarts().toString());
		assertTrue(reached.bestPsnr() > foreign.bestPsnr() + 10, reached.bestPsnr() + " " + foreign.bestPsnr());
		assertEquals(own.size(), reached.nearest().size());
	}

	private static FloatImage checks(final FloatImage like) {
		final FloatImage checks = new FloatImage(like.channels(), like.height(), like.width());
		for (int i = 0; i < checks.data().length; i++) checks.data()[i] = (i % like.width() / 2 + i / like.width() / 2) % 2;
		return checks;
	}

	@Test
	void gradientsPassTheColoursOfColourization() {
		final SavedModel model = TinyModels.random(Task.COLOURIZATION);
		final FloatImage input = TinyModels.noise(1, 8, 2);
		final Reach reached = reach(model, input, sample(model, input, 99), new InversionConfig(1, 60, 0.1, 7));
		final Reach.Restart search = reached.restarts().get(0);
		assertTrue(search.distance() < search.startDistance() / 2, search.toString());
	}

	@Test
	void theSeedFixesTheSearchAndEverySettingCounts() {
		final SavedModel model = lively(Task.SUPER_RESOLUTION);
		final FloatImage input = TinyModels.noise(1, 4, 2);
		final FloatImage own = sample(model, input, 99);
		final List<Reach.Restart> usual = reach(model, input, own, new InversionConfig(2, 3, 0.1, 7)).restarts();
		assertEquals(2, usual.size());
		assertNotEquals(usual.get(0).startDistance(), usual.get(1).startDistance());
		assertEquals(usual, reach(model, input, own, new InversionConfig(2, 3, 0.1, 7)).restarts());
		assertEquals(usual.get(0), reach(model, input, own, new InversionConfig(1, 3, 0.1, 7)).restarts().get(0));
		for (final InversionConfig other : List.of(new InversionConfig(2, 4, 0.1, 7), new InversionConfig(2, 3, 0.2, 7),
			new InversionConfig(2, 3, 0.1, 8)))
		{
			assertNotEquals(usual.get(0).distance(), reach(model, input, own, other).restarts().get(0).distance());
		}
	}

	/** The code of the image itself as the start: nothing is left to do. */
	@Test
	void startsFromTheCodesOfSamples() {
		final SavedModel model = lively(Task.GENERIC);
		final FloatImage input = TinyModels.noise(1, 8, 2);
		final Reach reach = reach(model, input, sample(model, input, 7), new InversionConfig(1, 1, 1e-6, 7));
		assertEquals(0, reach.restarts().get(0).startDistance(), 1e-9);
		assertEquals(1, reach.restarts().get(0).codeSize(), 0.2);
		assertTrue(Double.isNaN(reach.standardDeviation()));
	}

	@Test
	void stepsAreToldAndAStopIsHeard() {
		final SavedModel model = lively(Task.GENERIC);
		final FloatImage input = TinyModels.noise(1, 8, 2);
		final JobControl control = new JobControl();
		final AtomicInteger steps = new AtomicInteger();
		try (Inversion inversion = new Inversion(model, DistanceKind.LEARNED, "cpu")) {
			assertThrows(JobCancelledException.class, () -> inversion.reach(input, input, new InversionConfig(9, 9999, 0.1, 1),
				control, () -> {
					if (steps.incrementAndGet() == 3) control.cancel();
				}));
			assertThrows(IllegalArgumentException.class, () -> inversion.reach(input, TinyModels.noise(1, 9, 2),
				new InversionConfig(1, 1, 0.1, 1), new JobControl(), NOTHING));
		}
		assertEquals(3, steps.get());
		assertThrows(InvalidInputException.class, () -> new InversionConfig(0, 1, 0.1, 1));
		assertThrows(InvalidInputException.class, () -> new InversionConfig(1, 0, 0.1, 1));
		assertThrows(InvalidInputException.class, () -> new InversionConfig(1, 1, 0, 1));
	}
}
