package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class StepPlanTest {

	/** No plan fits, so that the last one is taken. */
	private static final long NOTHING = 1;

	@Test
	void plansTakeLessAndLess() {
		final StepSize size = new StepSize(1000, 10, 8);
		final List<StepPlan> plans = new ArrayList<>();
		for (StepPlan plan = StepPlan.USUAL; plan != null; plan = plan.smaller(8)) plans.add(plan);
		assertEquals(List.of(StepPlan.USUAL, new StepPlan(4, false, false), new StepPlan(8, false, false), new StepPlan(8,
			true, false), new StepPlan(8, true, true)), plans);
		// parameters, two moments, weights; per part at work two more vectors; pairs at work
		assertEquals(List.of(4L * (80 + 8000), 4L * (80 + 4000), 4L * (80 + 2000), 4L * (60 + 1000), 4L * 60), plans.stream()
			.map(plan -> plan.bytes(size)).toList());
		for (final StepPlan plan : plans) assertEquals(plan, StepPlan.USUAL.within(plan.bytes(size), size));
		assertEquals(plans.get(4), StepPlan.USUAL.within(NOTHING, size));
		assertEquals(plans.get(4), plans.get(4).within(Long.MAX_VALUE, size));
		assertNull(new StepPlan(2, false, true).smaller(1));
	}
}
