package org.chimle.engine.benchmark;

import java.util.List;

import org.chimle.engine.tensor.Precision;

/**
 * What a benchmark found.
 *
 * @param machine the computer
 * @param effort how thorough it was
 * @param quick the shorter format that searches look through candidates in first, and that processors compute steps and
 *          samples in where they may; float32 if the device has none
 * @param configurations the speeds
 * @param peaks largest resident memory of some pieces of work
 */
public record BenchmarkReport(MachineSpeed machine, Benchmark.Effort effort, Precision quick,
	List<ConfigurationSpeed> configurations, List<Peak> peaks)
{

	/** Copies the lists. */
	public BenchmarkReport {
		configurations = List.copyOf(configurations);
		peaks = List.copyOf(peaks);
	}

	/**
	 * Memory of a piece of work.
	 *
	 * @param work what was done
	 * @param mebibytes largest resident memory of its process, -1 where it cannot be found out
	 */
	public record Peak(MemoryCase work, long mebibytes) {}
}
