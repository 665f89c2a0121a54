package org.chimle.ui.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class AxisTest {

	private static List<String> names(final Axis axis, final int wanted) {
		return axis.ticks(wanted).stream().map(Axis::name).toList();
	}

	@Test
	void equalRatiosAreEquallyLong() {
		final Axis axis = new Axis(0.01, 1, true);
		assertEquals(0, axis.position(0.01));
		assertEquals(0.5, axis.position(0.1), 1e-12);
		assertEquals(1, axis.position(1), 1e-12);
		assertEquals(0.25, Axis.upTo(400).position(100));
	}

	@Test
	void ticksAreRound() {
		assertEquals(List.of("0.02", "0.05", "0.1", "0.2"), names(new Axis(0.011, 0.3, true), 0));
		assertEquals(List.of("0.001", "0.01", "0.1", "1"), names(new Axis(0.0009, 3, true), 0));
		assertEquals(List.of("0.3", "0.35", "0.4"), names(new Axis(0.29, 0.41, true), 4));
		assertEquals(List.of("0", "20", "40", "60", "80", "100"), names(Axis.upTo(110), 6));
		assertEquals(List.of("0", "50000", "100000"), names(Axis.upTo(120_000), 3));
		assertEquals(List.of("0", "0.5", "1"), names(Axis.upTo(0), 2));
	}

	@Test
	void anAxisOverOneValueHasALength() {
		final Axis axis = Axis.logarithmicOver(0.1, 0.1);
		assertEquals(true, axis.position(0.1) > 0 && axis.position(0.1) < 1);
	}
}
