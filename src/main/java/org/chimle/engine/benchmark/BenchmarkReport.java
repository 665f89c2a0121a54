package org.chimle.engine.benchmark;

import java.util.List;

/**
 * What a benchmark found.
 *
 * @param machine the computer
 * @param configurations the speeds
 * @param memory resident memory over a training run
 */
public record BenchmarkReport(MachineSpeed machine, List<ConfigurationSpeed> configurations, Memory memory) {

	/** Copies the list. */
	public BenchmarkReport {
		configurations = List.copyOf(configurations);
	}

	/**
	 * Resident memory of the process, which should stay flat once the Java heap has its size (see scripts/benchmark).
	 *
	 * @param steps training steps between the two figures
	 * @param beforeMebibytes after the first steps, in which the library takes what it needs; -1 where unknown
	 * @param afterMebibytes after the last step; -1 where unknown
	 */
	public record Memory(int steps, long beforeMebibytes, long afterMebibytes) {}
}
