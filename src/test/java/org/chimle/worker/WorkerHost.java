package org.chimle.worker;

import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.TrainingJob;

/** A host that a test can kill: trains for ever in a worker process. Argument: the folder of pairs. */
public final class WorkerHost {

	private WorkerHost() {}

	/** Prints the worker's process id once training is under way. */
	public static void main(final String[] args) {
		final Path folder = Path.of(args[0]);
		final WorkerCompute compute = new WorkerCompute(new WorkerPool(60), WorkerLaunch.usual(""));
		final long worker = compute.processId(JobMonitor.silent());
		compute.train(new TrainingJob(folder.resolve("input").toString(), folder.resolve("target").toString(), folder.resolve(
			"orphan.chimle").toString(), Task.SUPER_RESOLUTION, Preset.FAST, List.of(2), 1_000_000, 16, 0, 1e-3, 7, "cpu", false,
			DistanceKind.LEARNED, SearchStrategy.CHIMLE), new JobMonitor(event -> {
				if (event instanceof JobEvent.Loss) System.out.println("WORKER " + worker);
			}, new JobControl()));
	}
}
