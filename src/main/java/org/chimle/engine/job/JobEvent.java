package org.chimle.engine.job;

import java.util.List;

/**
 * What a running job tells its listeners. Events are immutable data: windows, consoles and log files decide what to
 * make of them, and the engine never asks who listens.
 */
public sealed interface JobEvent {

	/**
	 * The state of a counted phase.
	 *
	 * @param phase what is being done, in words a user understands, e.g. {@code "searching codes"}
	 * @param detail where within a unit the phase is, e.g. {@code "level 2 of 3"}; empty where units have no parts
	 * @param done units finished, 0..total
	 * @param total units in all, at least 1
	 * @param unitsPerSecond recent speed, 0 while unknown
	 * @param secondsLeft estimated time until the whole job (not only the phase) ends, negative while unknown
	 */
	record Progress(String phase, String detail, long done, long total, double unitsPerSecond, double secondsLeft)
		implements JobEvent
	{

		/** A phase whose units have no parts. */
		public Progress(final String phase, final long done, final long total, final double unitsPerSecond,
			final double secondsLeft)
		{
			this(phase, "", done, total, unitsPerSecond, secondsLeft);
		}

		/** @return phase and detail, e.g. {@code "searching codes, level 2 of 3"} */
		public String words() {
			return detail.isEmpty() ? phase : phase + ", " + detail;
		}
	}

	/**
	 * Losses averaged since the last such event.
	 *
	 * @param step training steps done so far
	 * @param epoch the epoch, from 1
	 * @param perLevel loss of each level, level 1 first
	 * @param validation whether the losses belong to the held-out pairs
	 */
	record Loss(long step, int epoch, List<Double> perLevel, boolean validation) implements JobEvent {

		/** Copies the list. */
		public Loss {
			perLevel = List.copyOf(perLevel);
		}

		/** @return the sum over the levels */
		public double total() {
			return perLevel.stream().mapToDouble(Double::doubleValue).sum();
		}
	}

	/**
	 * What a job computes with.
	 *
	 * @param device where the tensors are, e.g. {@code "cpu"}
	 * @param usedBytes memory in use: of a GPU, all of it; else of the process that computes; negative if unknown
	 * @param totalBytes memory of the GPU, else of the computer; negative if unknown
	 */
	record Resources(String device, long usedBytes, long totalBytes) implements JobEvent {}

	/**
	 * A picture of what the model in training makes of one pair.
	 *
	 * @param step training steps done so far
	 * @param pair name of the pair
	 * @param file a PNG file, a row of square cells
	 * @param columns what the cells show, from left to right
	 */
	record Preview(long step, String pair, String file, List<String> columns) implements JobEvent {

		/** Copies the list. */
		public Preview {
			columns = List.copyOf(columns);
		}
	}

	/**
	 * A sentence worth reading, e.g. that the job fell back to a smaller chunk.
	 *
	 * @param text the sentence
	 * @param warning whether the result may be wrong for it, so that it must still be there when the job has ended
	 */
	record Message(String text, boolean warning) implements JobEvent {

		/** A sentence that may be forgotten when the job has ended. */
		public Message(final String text) {
			this(text, false);
		}
	}
}
