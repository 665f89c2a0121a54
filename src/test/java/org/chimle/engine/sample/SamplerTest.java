package org.chimle.engine.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.CancelToken;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
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

	@Test
	void cancelStopsASample() {
		try (Sampler sampler = new Sampler(TinyModels.random(Task.GENERIC), "cpu")) {
			final CancelToken cancel = new CancelToken();
			cancel.cancel();
			assertThrows(JobCancelledException.class, () -> sampler.sample(TinyModels.noise(1, 8, 2), LatentCode.ofSample(1, 0,
				2), new JobMonitor(event -> {}, cancel)));
		}
	}

	private static FloatImage sample(final Sampler sampler, final FloatImage input, final int index) {
		return sampler.sample(input, LatentCode.ofSample(42, index, 2), JobMonitor.silent());
	}
}
