package org.chimle.cli;

import org.chimle.worker.WorkerCompute;
import org.chimle.workflow.Compute;
import org.chimle.workflow.LocalCompute;

import picocli.CommandLine.Option;

/** The option of every job that says where it computes. */
final class Place {

	@Option(names = "--worker", description = "compute in a process of its own, as ImageJ does")
	private boolean worker;

	Compute compute() {
		return worker ? new WorkerCompute("") : new LocalCompute();
	}
}
