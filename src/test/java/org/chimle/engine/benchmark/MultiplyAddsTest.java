package org.chimle.engine.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.junit.jupiter.api.Test;

/** Counted by hand, per pixel and without the factor 9 of every convolution. */
class MultiplyAddsTest {

	/** Dense block of 2 channels, growth 1: 2 + 3 + 4 + 5 + 6 * 2 = 26; of 1 channel: 1 + 2 + 3 + 4 + 5 = 15. */
	private static final List<LevelConfig> LEVELS = List.of(new LevelConfig(2, 1), new LevelConfig(1, 1));

	@Test
	void superResolutionWorksOnTheInputAndThenOnTwiceItsSize() {
		final ModelConfig config = config(Task.SUPER_RESOLUTION, 1);
		// entry (1 + 3) * 2, body 3 * 26 + 4, up 4 * (4 + 4), out 4 * 2
		assertEquals(9 * 20 * (8 + 82 + 32 + 8), MultiplyAdds.level(config, 0, 4, 5));
		// entry 1 + 3 + 2, body 3 * 15 + 1, up 4 * (1 + 1), out 4
		assertEquals(9 * 80 * (6 + 46 + 8 + 4), MultiplyAdds.level(config, 1, 4, 5));
		assertEquals(9 * (20 * 130 + 80 * 64), MultiplyAdds.all(config, 4, 5));
	}

	@Test
	void equalSizesWorkOnThePyramid() {
		final ModelConfig config = config(Task.GENERIC, 1);
		assertEquals(9 * 4 * (8 + 82 + 32 + 2), MultiplyAdds.level(config, 0, 4, 4));
		assertEquals(9 * 16 * (6 + 46 + 1), MultiplyAdds.level(config, 1, 4, 4));
	}

	@Test
	void colourizationRefinesAtTheLastLevel() {
		final ModelConfig config = config(Task.COLOURIZATION, 2);
		assertEquals(9 * 16 * (6 + 46 + 2 + 2), MultiplyAdds.level(config, 1, 4, 4));
	}

	private static ModelConfig config(final Task task, final int outputChannels) {
		return new ModelConfig(task, 1, outputChannels, 3, 4, 4, 1, LEVELS);
	}
}
