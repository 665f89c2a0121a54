package org.chimle.engine.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.chimle.engine.job.ProgressText;

/**
 * What a training run will take, extrapolated from a few of its steps and code searches.
 *
 * @param steps optimisation steps of the run
 * @param searches code searches of the run, those of held-out pairs too
 * @param secondsPerStep mean time of a step; NaN if nothing was measured
 * @param secondsPerSearch mean time of a search; NaN if nothing was measured
 * @param memoryMiB largest resident memory of the process meanwhile, -1 where it was not measured
 * @param weights parameters of the model
 */
public record Forecast(long steps, long searches, double secondsPerStep, double secondsPerSearch, long memoryMiB,
	long weights)
{

	private static final int BYTES_PER_WEIGHT = 4;
	/** Weights and the optimizer's two moments. */
	private static final int VECTORS_OF_CHECKPOINT = 3;
	private static final double KIBI = 1024;

	/** @return whether the time was measured */
	public boolean isKnown() {
		return !Double.isNaN(seconds());
	}

	/** @return estimated time of the run in seconds */
	public double seconds() {
		return steps * secondsPerStep + searches * secondsPerSearch;
	}

	/** @return bytes of the model file, but for its texts */
	public long modelBytes() {
		return BYTES_PER_WEIGHT * weights;
	}

	/** @return bytes of a checkpoint, but for its texts */
	public long checkpointBytes() {
		return VECTORS_OF_CHECKPOINT * modelBytes();
	}

	/** @return e.g. {@code "about 2 h 10 min for 9600 steps and 7200 code searches, 900 MiB of memory, a model file of ..."} */
	public String words() {
		final List<String> parts = new ArrayList<>();
		final String work = steps + " steps and " + searches + " code searches";
		parts.add(isKnown() ? "about " + ProgressText.time(seconds()) + " for " + work : work);
		if (memoryMiB > 0) parts.add(memoryMiB + " MiB of memory");
		parts.add("a model file of " + mebibytes(modelBytes()));
		parts.add("checkpoints of " + mebibytes(checkpointBytes()));
		return String.join(", ", parts);
	}

	private static String mebibytes(final long bytes) {
		return String.format(Locale.ROOT, "%.1f MiB", bytes / KIBI / KIBI);
	}
}
