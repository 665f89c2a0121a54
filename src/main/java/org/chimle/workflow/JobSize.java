package org.chimle.workflow;

import java.util.Locale;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.image.StackLayout;

/**
 * How much a generation job makes and takes, known before it starts.
 *
 * @param title of the image
 * @param samples number of samples drawn
 * @param layout shape of one sample
 * @param images number of images made
 * @param planes of the largest of them
 * @param resultBytes memory of the images made
 * @param workingBytes memory that the job needs besides
 */
record JobSize(String title, int samples, StackLayout layout, int images, long planes, long resultBytes,
	long workingBytes)
{

	/** The share of Java's memory that may hold samples that are no result by themselves. */
	private static final int STORE_SHARE = 4;
	/** Values per pixel of what a position works on: moments in double, sample, network output, input and counts. */
	private static final int WORKING_BYTES = 48;
	private static final double MEGA = 1e6;

	static JobSize of(final GenerationJob job, final GenerationPlan plan) {
		long bytes = 0;
		long planes = 0;
		int images = 0;
		for (final Output output : job.outputs().kinds()) {
			images++;
			if (!output.isStack()) continue;
			final StackLayout layout = output == Output.SAMPLES ? plan.layout(job.samples(), job.matchInput()) : plan.layout(1,
				false);
			bytes = sum(bytes, layout.bytes());
			planes = Math.max(planes, layout.planes());
		}
		final long position = plan.valuesPerPosition();
		final long store = Math.min(room(), SampleStore.bytes(positionsKept(job, plan), job.samples(), position));
		final long montage = job.outputs().has(Output.MONTAGE) ? MontagePicture.bytes(job, position) : 0;
		return new JobSize(plan.image().getTitle(), job.samples(), plan.layout(1, job.matchInput()), images, planes, bytes,
			sum(store + montage, position * WORKING_BYTES));
	}

	/** @return positions whose samples must be kept at the same time for what is made of them; 0 for none */
	static long positionsKept(final GenerationJob job, final GenerationPlan plan) {
		if (job.outputs().findsThreshold()) return plan.positions();
		return job.outputs().has(Output.INTERQUARTILE_RANGE) ? 1 : 0;
	}

	/** @return bytes of memory for samples that are no result by themselves; more go to a temporary file */
	static long room() {
		return Runtime.getRuntime().maxMemory() / STORE_SHARE;
	}

	private static long sum(final long a, final long b) {
		return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
	}

	/**
	 * @throws InvalidInputException if a stack would have too many planes, or the memory does not suffice
	 */
	void require() {
		if (planes > Integer.MAX_VALUE) {
			throw new InvalidInputException("The sample stack of " + title + " would have " + planes +
				" planes, more than ImageJ can hold; ask for fewer samples, or discard them.");
		}
		HeapRoom.require("The result for " + title, sum(resultBytes, workingBytes), "ask for fewer samples, discard them, " +
			"select a part of the image, or raise Edit > Options > Memory & Threads");
	}

	/** @return e.g. {@code "8 samples of 2048 x 2048 x 3: 402 MB in 3 images"} */
	String words() {
		final long depth = layout.planesPerPosition() * (long) layout.slices() * layout.frames();
		return String.format(Locale.ROOT, "%d sample%s of %d x %d x %d: %s in %d image%s", samples, samples == 1 ? "" : "s",
			layout.width(), layout.height(), depth, megabytes(resultBytes), images, images == 1 ? "" : "s");
	}

	private static String megabytes(final long bytes) {
		final double mega = bytes / MEGA;
		return mega < 10 ? String.format(Locale.ROOT, "%.1f MB", mega) : mega < 10_000 ? Math.round(mega) + " MB" : Math.round(
			mega / 1000) + " GB";
	}
}
