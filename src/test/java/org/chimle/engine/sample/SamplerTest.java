package org.chimle.engine.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.LevelCode;
import org.chimle.engine.model.LevelState;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplerTest {

	@ParameterizedTest
	@EnumSource(Task.class)
	void givesTheRightSizeAndRangeForOddImages(final Task task) {
		try (Sampler sampler = new Sampler(TinyModels.random(task), "cpu")) {
			final FloatImage input = TinyModels.noise(1, 11, 1).crop(0, 0, 9, 11);
			final FloatImage sample = sampler.sample(input, LatentCode.ofSample(1, 0, 2), JobMonitor.silent());
			final int scale = task == Task.SUPER_RESOLUTION ? 4 : 1;
			assertEquals(9 * scale, sample.height());
			assertEquals(11 * scale, sample.width());
			assertEquals(task == Task.COLOURIZATION ? 3 : 1, sample.channels());
			for (final float value : sample.data()) assertTrue(value >= 0 && value <= 1);
		}
	}

	@Test
	void theSameCodeGivesTheSameSampleAndOthersDiffer() {
		try (Sampler sampler = new Sampler(TinyModels.random(Task.SUPER_RESOLUTION), "cpu")) {
			final FloatImage input = TinyModels.noise(1, 8, 2);
			final FloatImage first = sample(sampler, input, 0);
			final FloatImage second = sample(sampler, input, 1);
			assertFalse(Arrays.equals(first.data(), second.data()));
			assertArrayEquals(first.data(), sample(sampler, input, 0).data());
		}
	}

	@ParameterizedTest
	@EnumSource(Task.class)
	void samplesDrawnSideBySideAreThoseDrawnAlone(final Task task) {
		try (Sampler sampler = new Sampler(TinyModels.random(task), "cpu")) {
			final FloatImage input = TinyModels.noise(1, 24, 2);
			final List<LatentCode> codes = IntStream.range(0, 5).mapToObj(s -> LatentCode.ofSample(42, s, 2)).toList();
			final List<FloatImage> samples = sampler.samples(input, codes, JobMonitor.silent());
			assertEquals(5, samples.size());
			final int before = sampler.heldArrays();
			for (int s = 0; s < 5; s++) assertArrayEquals(sample(sampler, input, s).data(), samples.get(s).data());
			sampler.samples(input, codes, JobMonitor.silent());
			assertEquals(before, sampler.heldArrays());
		}
	}

	@ParameterizedTest
	@EnumSource(Task.class)
	void samplesInHalfPrecisionAreNearlyTheSame(final Task task) {
		try (Sampler exact = new Sampler(TinyModels.random(task), "cpu");
				Sampler half = new Sampler(TinyModels.random(task), "cpu", Precision.BFLOAT16))
		{
			final FloatImage input = TinyModels.noise(1, 24, 2);
			final List<LatentCode> codes = IntStream.range(0, 3).mapToObj(s -> LatentCode.ofSample(42, s, 2)).toList();
			final List<FloatImage> samples = half.samples(input, codes, JobMonitor.silent());
			final int before = half.heldArrays();
			for (int s = 0; s < 3; s++) {
				assertArrayEquals(sample(half, input, s).data(), samples.get(s).data());
				final float[] expected = sample(exact, input, s).data();
				assertEquals(0, rootMeanSquare(expected, samples.get(s).data()), 0.003);
				assertFalse(Arrays.equals(expected, samples.get(s).data()));
				// Eight significant bits would leave few.
				assertEquals(distinct(expected), distinct(samples.get(s).data()), 0.05 * expected.length);
			}
			assertEquals(before, half.heldArrays());
		}
	}

	private static long distinct(final float[] a) {
		return IntStream.range(0, a.length).mapToObj(i -> a[i]).distinct().count();
	}

	private static double rootMeanSquare(final float[] a, final float[] b) {
		return Math.sqrt(IntStream.range(0, a.length).mapToDouble(i -> Math.pow(a[i] - b[i], 2)).average().orElseThrow());
	}

	@Test
	void fiftySamplesLeaveNoArrayBehind() {
		try (Sampler sampler = new Sampler(TinyModels.random(Task.COLOURIZATION), "cpu")) {
			final FloatImage input = TinyModels.noise(1, 8, 2);
			sample(sampler, input, 0);
			final int before = sampler.heldArrays();
			for (int i = 0; i < 50; i++) {
				sample(sampler, input, i);
				assertEquals(before, sampler.heldArrays());
			}
		}
	}

	@Test
	void cancelStopsASample() {
		try (Sampler sampler = new Sampler(TinyModels.random(Task.GENERIC), "cpu")) {
			final JobControl control = new JobControl();
			control.cancel();
			assertThrows(JobCancelledException.class, () -> sampler.sample(TinyModels.noise(1, 8, 2), LatentCode.ofSample(1, 0,
				2), new JobMonitor(event -> {}, control)));
		}
	}

	@Test
	void smallSamplesAreAskedForTogether() {
		assertEquals(4, Sampler.together(64 * 64));
		assertEquals(2, Sampler.together(1 << 19));
		assertEquals(1, Sampler.together(1 << 24));
	}

	/** Where gradients are recorded the whole plane is taken at once, so they say what the strips must give. */
	@Test
	void bigPlanesGoThroughInStripsWithoutATrace() {
		final SavedModel saved = TinyModels.random(Task.SUPER_RESOLUTION);
		final FloatImage input = TinyModels.noise(1, 150, 3); // the second level works on 300 x 300 pixels, in two strips
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(TowerImplicitModel.layout(saved.config()), saved.parameters(), manager);
				Sampler sampler = new Sampler(saved, "cpu"))
		{
			final float[] whole = Scope.get(() -> Torch.recording(() -> {
				try (Weights weights = parameters.folded(manager)) {
					return whole(new TowerImplicitModel(saved.config()), weights, Ops.tensor(manager, input.data(), 1, 1, 150, 150));
				}
			}));
			assertArrayEquals(whole, sample(sampler, input, 0).data(), 1e-5f);
		}
	}

	private static float[] whole(final TowerImplicitModel model, final Weights weights, final NDArray input) {
		final LatentCode code = LatentCode.ofSample(42, 0, 2);
		LevelState state = null;
		NDArray conditioning = null;
		for (int l = 0; l < 2; l++) {
			conditioning = model.conditioning(l, List.of(input), state);
			final int side = (int) conditioning.getShape().get(2);
			state = model.forward(l, weights, conditioning, LevelCode.of(input.getManager(), model.config(), List.of(code.seed(
				l)), side, side), state);
		}
		return Ops.values(Ops.clip(model.image(conditioning, state), 0, 1));
	}

	private static FloatImage sample(final Sampler sampler, final FloatImage input, final int index) {
		return sampler.sample(input, LatentCode.ofSample(42, index, 2), JobMonitor.silent());
	}
}
