package org.chimle.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Checkpoint;
import org.chimle.engine.model.CheckpointFile;
import org.chimle.engine.train.Checkpoints;

/**
 * What a training job builds on, and how often it makes sure that it can be continued itself.
 *
 * @param startFrom a model file whose weights are trained further; empty for new weights
 * @param interrupted what becomes of an interrupted run to the same model file
 * @param checkpointMinutes time between two checkpoints, 0..10000; 0 takes one after every step
 */
public record Continuation(String startFrom, InterruptedRun interrupted, double checkpointMinutes) {

	/** The usual time between two checkpoints in minutes. */
	public static final double USUAL_MINUTES = 5;

	/** Nothing to build on. */
	public static final Continuation NONE = new Continuation("", InterruptedRun.KEEP, USUAL_MINUTES);

	private static final double MOST_MINUTES = 10_000;

	/** Checks the values. */
	public Continuation {
		startFrom = startFrom == null ? "" : startFrom;
		if (interrupted == null) {
			throw new InvalidInputException("It is missing what becomes of an interrupted run; give keep, resume or discard.");
		}
		if (!(checkpointMinutes >= 0 && checkpointMinutes <= MOST_MINUTES)) {
			throw new InvalidInputException("The time between checkpoints is " + checkpointMinutes +
				" minutes but must lie between 0 and " + (int) MOST_MINUTES + ".");
		}
	}

	boolean startsFromModel() {
		return !startFrom.isBlank();
	}

	/**
	 * Looks for an interrupted run, and deletes the unfinished files of runs that were killed.
	 *
	 * @param modelFile the file that the job is to write
	 * @return the run to go on with, or null to begin a new one
	 * @throws InvalidInputException if there is a run that is to be kept, or none to resume, or it cannot be used
	 */
	Checkpoint interruptedRun(final Path modelFile) {
		CheckpointFile.sweep(modelFile);
		final Path file = CheckpointFile.of(modelFile);
		if (interrupted == InterruptedRun.RESUME) return CheckpointFile.read(file);
		if (interrupted == InterruptedRun.KEEP && Files.exists(file)) {
			throw new InvalidInputException("An interrupted training run to " + modelFile.getFileName() + " can be resumed (" +
				file + "); set the interrupted run (interrupted_run) to resume to go on with it or to discard to train anew, or " +
				"choose another model file.");
		}
		return null;
	}

	/** @return checkpoints beside the model file; those of a run that is given up are deleted */
	Checkpoints checkpoints(final Path modelFile, final JobMonitor monitor) {
		if (interrupted == InterruptedRun.DISCARD) deleteCheckpoint(modelFile, monitor);
		return new Checkpoints(CheckpointFile.of(modelFile), Duration.ofMillis(Math.round(checkpointMinutes * 60_000)));
	}

	/** Deletes the checkpoint of a run that nobody will resume. */
	static void deleteCheckpoint(final Path modelFile, final JobMonitor monitor) {
		final Path file = CheckpointFile.of(modelFile);
		try {
			Files.deleteIfExists(file);
		}
		catch (final IOException exc) {
			monitor.say("The checkpoint " + file + " is not needed any more but could not be deleted; delete it yourself.");
		}
	}
}
