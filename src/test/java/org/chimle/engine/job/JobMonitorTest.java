package org.chimle.engine.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class JobMonitorTest {

	@Test
	void aStepHasMessagesButNoProgressAndNoWarnings() {
		final List<JobEvent> events = new ArrayList<>();
		final JobMonitor job = new JobMonitor(events::add, new JobControl());
		job.warn("The job's.");
		final JobMonitor step = job.messagesOnly();
		step.emit(new JobEvent.Progress("measuring", 1, 2, 0, -1));
		step.warn("The step's.");
		assertEquals(List.of(new JobEvent.Message("The job's.", true), new JobEvent.Message("The step's.")), events);
	}
}
