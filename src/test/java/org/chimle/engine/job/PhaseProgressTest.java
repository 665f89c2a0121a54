package org.chimle.engine.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class PhaseProgressTest {

	private final List<JobEvent.Progress> told = new ArrayList<>();
	private final JobMonitor monitor = new JobMonitor(event -> told.add((JobEvent.Progress) event), new JobControl());

	@Test
	void theEndIsEstimatedFromTheSpeedSoFar() throws InterruptedException {
		final PhaseProgress progress = new PhaseProgress("counting", 4, monitor);
		progress.report(0);
		Thread.sleep(20);
		progress.report(1);
		progress.report(4);
		assertEquals(-1, told.get(0).secondsLeft(), "nothing is known before the first unit");
		final JobEvent.Progress first = told.get(1);
		assertEquals(3 / first.unitsPerSecond(), first.secondsLeft(), 1e-9);
		assertTrue(first.unitsPerSecond() > 0 && first.unitsPerSecond() < 50);
		assertEquals(0, told.get(2).secondsLeft());
		assertEquals("counting", first.words());
	}

	@Test
	void pausesDoNotCount() throws InterruptedException {
		final PhaseProgress progress = new PhaseProgress("counting", 2, monitor);
		monitor.control().pause();
		Thread.sleep(200);
		monitor.control().resume();
		progress.report(1);
		assertTrue(told.get(0).secondsLeft() < 0.1, told.toString());
	}

	@Test
	void aStepOfAnotherJobIsHeardAsFarAsItMatters() {
		final List<JobEvent> heard = new ArrayList<>();
		final JobMonitor all = new JobMonitor(heard::add, new JobControl());
		new PhaseProgress("counting", 0, all.messagesOnly()).report(0);
		all.messagesOnly().say("Odd.");
		all.muted().say("Unheard.");
		assertEquals(List.of(new JobEvent.Message("Odd.")), heard);
		assertEquals(List.of(all.control(), all.control()), List.of(all.messagesOnly().control(), all.muted().control()));
	}
}
