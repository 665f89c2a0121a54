package org.chimle.engine.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LatentCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LevelExplorerTest {

	private static final FloatImage INPUT = TinyModels.noise(1, 11, 1).crop(0, 0, 9, 11);

	@ParameterizedTest
	@EnumSource(Task.class)
	void theLastLevelIsTheSampleWhateverWasDrawnBefore(final Task task) {
		try (Sampler sampler = new Sampler(TinyModels.random(task), "cpu"); LevelExplorer explorer = sampler.explore(INPUT)) {
			final LatentCode code = LatentCode.ofSample(42, 3, 2);
			final float[] sample = sampler.sample(INPUT, code, JobMonitor.silent()).data();
			final CodePath path = CodePath.of(code);
			assertArrayEquals(sample, draw(explorer, path).data());
			draw(explorer, CodePath.parse("1:g1.l2 2:g3.l4"));
			draw(explorer, path.upTo(1));
			assertArrayEquals(sample, draw(explorer, path).data());
			assertArrayEquals(sample, draw(explorer, path).data(), "nothing has changed");
			draw(explorer, path.with(1, CodePath.parse("1:g5.l6").level(0)));
			assertArrayEquals(sample, draw(explorer, path).data(), "only the last level has changed");
		}
	}

	@ParameterizedTest
	@EnumSource(Task.class)
	void levelsHaveTheirSizes(final Task task) {
		try (Sampler sampler = new Sampler(TinyModels.random(task), "cpu"); LevelExplorer explorer = sampler.explore(INPUT)) {
			final FloatImage coarse = draw(explorer, CodePath.parse("1:g1.l1"));
			final int channels = task == Task.COLOURIZATION ? 3 : 1;
			assertEquals(new FloatImage(channels, task == Task.SUPER_RESOLUTION ? 18 : 5, task == Task.SUPER_RESOLUTION ? 22
				: 6).size(), coarse.size());
			for (final float value : coarse.data()) assertEquals(value, Math.min(1, Math.max(0, value)));
		}
	}

	@Test
	void toneAndTextureOfEachLevelMatter() {
		try (Sampler sampler = new Sampler(TinyModels.random(Task.GENERIC), "cpu");
				LevelExplorer explorer = sampler.explore(INPUT))
		{
			final float[] sample = draw(explorer, CodePath.parse("1:g1.l2 2:g3.l4")).data();
			for (final String other : new String[] { "1:g9.l2 2:g3.l4", "1:g1.l9 2:g3.l4", "1:g1.l2 2:g9.l4", "1:g1.l2 2:g3.l9",
				"1:g1.l2 2:g3.l4~g3.l9@0.5" })
			{
				assertFalse(Arrays.equals(sample, draw(explorer, CodePath.parse(other)).data()), other);
			}
		}
	}

	@Test
	void fiftyCandidatesLeaveNoArrayBehind() {
		try (Sampler sampler = new Sampler(TinyModels.random(Task.COLOURIZATION), "cpu")) {
			sampler.sample(INPUT, LatentCode.ofSample(1, 1, 2), JobMonitor.silent()); // weights keep what is made of them
			final int empty = sampler.heldArrays();
			try (LevelExplorer explorer = sampler.explore(INPUT)) {
				draw(explorer, CodePath.parse("1:g1.l1 2:g1.l1"));
				final int before = explorer.heldArrays() + sampler.heldArrays();
				for (int i = 0; i < 50; i++) {
					draw(explorer, CodePath.parse("1:g" + i / 10 + ".l1 2:g" + i + ".l1"));
					assertEquals(before, explorer.heldArrays() + sampler.heldArrays());
				}
			}
			assertEquals(empty, sampler.heldArrays());
		}
	}

	@Test
	void aStopLeavesTheExplorerUsable() {
		try (Sampler sampler = new Sampler(TinyModels.random(Task.GENERIC), "cpu");
				LevelExplorer explorer = sampler.explore(INPUT))
		{
			final JobControl control = new JobControl();
			control.cancel();
			final CodePath path = CodePath.parse("1:g1.l1 2:g1.l1");
			assertThrows(JobCancelledException.class, () -> explorer.draw(path, new JobMonitor(event -> {}, control)));
			assertEquals(11, draw(explorer, path).width());
		}
	}

	private static FloatImage draw(final LevelExplorer explorer, final CodePath path) {
		return explorer.draw(path, JobMonitor.silent());
	}
}
