package org.chimle.engine.inversion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.junit.jupiter.api.Test;

class ReachTest {

	private static Reach of(final double... distances) {
		return new Reach(Arrays.stream(distances).mapToObj(distance -> new Reach.Restart(1, distance, 10 - distance,
			1)).toList(), new FloatImage(1, 1, 1));
	}

	@Test
	void theBestOfSeveralSearchesCounts() {
		final Reach reach = of(3, 1, 2);
		assertEquals(List.of(1.0, 9.0, 2.0, 1.0), List.of(reach.bestDistance(), reach.bestPsnr(), reach.meanDistance(), reach
			.standardDeviation()));
		assertEquals(Double.NaN, of(1).standardDeviation());
	}

	@Test
	void aSearchThatDivergedDoesNotHideTheOthers() {
		final Reach reach = of(Double.NaN, 1, 2);
		assertEquals(1, reach.bestDistance());
		assertEquals(9, reach.bestPsnr());
		assertEquals(Double.NaN, reach.meanDistance());
		assertEquals(Double.NaN, of(Double.NaN).bestDistance());
	}
}
