package org.chimle.engine.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Checkpoint;
import org.chimle.engine.model.CheckpointFile;
import org.chimle.engine.tensor.MemoryShortage;

/**
 * Keeps a file with the state of a run up to date. A checkpoint that cannot be written is no reason to lose the run: it
 * goes on with one warning, and the last checkpoint stays.
 */
public final class Checkpoints {

	/** Writes a checkpoint. */
	@FunctionalInterface
	interface Writer {

		/** @param checkpoint the state */
		void write(Checkpoint checkpoint) throws IOException;
	}

	/** Writing may take one part in that many of the run's time, whatever interval was asked for. */
	private static final int LEAST_INTERVALS = 60;

	/** Null writes nothing. */
	private final Writer writer;
	private final long everyNanos;
	private final LongSupplier clockNanos;
	private long endOfLast;
	private long lastTook;
	private long lastSteps = -1;
	private boolean failing;

	/**
	 * @param file the file to replace, in an existing folder
	 * @param every time between two checkpoints; zero writes one at every opportunity. Large models on slow disks get
	 *          more time, so that writing takes less than 2 % of the run.
	 */
	public Checkpoints(final Path file, final Duration every) {
		this(checkpoint -> CheckpointFile.write(checkpoint, file), every, System::nanoTime);
	}

	Checkpoints(final Writer writer, final Duration every, final LongSupplier clockNanos) {
		this.writer = writer;
		this.clockNanos = clockNanos;
		everyNanos = every.toNanos();
		endOfLast = clockNanos.getAsLong();
	}

	/** @return checkpoints that are never written */
	public static Checkpoints none() {
		return new Checkpoints(null, Duration.ZERO, () -> 0);
	}

	/**
	 * Writes a checkpoint if it is time to or the user asked for one.
	 *
	 * @param state gives the state as it is now
	 * @param monitor told when checkpoints begin to fail, and of one that was asked for
	 */
	void offer(final Supplier<Checkpoint> state, final JobMonitor monitor) {
		if (writer == null) return;
		if (monitor.control().takeCheckpointRequest()) {
			failing = false; // whoever asks gets an answer
			write(state, monitor);
			if (!failing) monitor.say("The checkpoint of step " + lastSteps + " was written.");
			return;
		}
		final long wait = everyNanos == 0 ? 0 : Math.max(everyNanos, LEAST_INTERVALS * lastTook);
		if (clockNanos.getAsLong() - endOfLast >= wait) write(state, monitor);
	}

	/**
	 * Writes a checkpoint now.
	 *
	 * @param state gives the state as it is now
	 * @param monitor told when checkpoints begin to fail
	 */
	void write(final Supplier<Checkpoint> state, final JobMonitor monitor) {
		if (writer == null) return;
		final long start = clockNanos.getAsLong();
		try {
			final Checkpoint checkpoint = state.get();
			writer.write(checkpoint);
			lastSteps = checkpoint.state().steps();
			failing = false;
		}
		catch (final IOException exc) {
			warn(exc, monitor);
		}
		catch (final RuntimeException | OutOfMemoryError exc) {
			if (!MemoryShortage.explains(exc)) throw exc;
			warn(exc, monitor);
		}
		endOfLast = clockNanos.getAsLong();
		lastTook = endOfLast - start;
	}

	/** @return in words for a message which checkpoint of this run there is */
	String last() {
		return lastSteps < 0 ? "there is no checkpoint of this run" : "the checkpoint of step " + lastSteps + " is intact";
	}

	private void warn(final Throwable exc, final JobMonitor monitor) {
		if (failing) return;
		failing = true;
		final String reason = exc.getMessage() == null ? exc.getClass().getSimpleName() : exc.getMessage();
		monitor.say("No checkpoint could be written (" + reason.replaceAll("\\s+", " ").replaceAll("[.;]\\s*$", "") +
			"); training goes on, and " + last() + ".");
	}
}
