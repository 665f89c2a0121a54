package org.chimle.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CheckpointFile;

/** The program that {@link KillTest} kills: trains on a folder, going on where the last one was killed. */
public final class KilledTraining {

	private KilledTraining() {}

	static TrainingJob job(final Path folder, final String name, final int steps) {
		final Path model = folder.resolve(name);
		final InterruptedRun interrupted = Files.exists(CheckpointFile.of(model)) ? InterruptedRun.RESUME
			: InterruptedRun.KEEP;
		return new TrainingJob(folder.resolve("input").toString(), folder.resolve("target").toString(), model.toString(),
			Task.SUPER_RESOLUTION, Preset.FAST, List.of(2), steps, 16, 0.25, 1e-3, 7, "cpu", false, DistanceKind.LEARNED,
			SearchStrategy.CHIMLE).with(new Continuation("", interrupted, 0));
	}

	/** @param args folder, name of the model file and number of steps; prints a line when the run is under way */
	public static void main(final String[] args) {
		final boolean[] told = new boolean[1];
		job(Path.of(args[0]), args[1], Integer.parseInt(args[2])).run(new JobMonitor(event -> {
			if (told[0] || !(event instanceof JobEvent.Progress progress) || !progress.phase().matches("searching.*|training")) {
				return;
			}
			told[0] = true;
			System.out.println("running");
		}, new JobControl()));
		System.out.println("done");
	}
}
