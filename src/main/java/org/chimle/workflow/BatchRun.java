package org.chimle.workflow;

import ij.ImagePlus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.ImageFolder;
import org.chimle.image.ImageReader;

/** One run of a {@link BatchJob}. */
final class BatchRun implements AutoCloseable {

	private final BatchJob job;
	private final Path output;
	private final Compute compute;
	private final JobMonitor monitor;
	private final BatchTables tables;
	private final List<ImageFolder.Entry> pending = new ArrayList<>();
	private final Set<String> said = new HashSet<>();
	private final int skipped;
	private final long start = System.nanoTime();
	private final SampleMeter meter;
	private Compute.OpenModel model;

	BatchRun(final BatchJob job, final ImageFolder folder, final Path output, final Compute compute,
		final JobMonitor monitor)
	{
		this.job = job;
		this.output = output;
		this.compute = compute;
		meter = new SampleMeter(job.generation().device(), compute);
		this.monitor = monitor;
		for (final ImageFolder.Entry entry : folder.entries()) {
			if (!job.skipExisting() || !isComplete(entry)) pending.add(entry);
		}
		skipped = folder.entries().size() - pending.size();
		tables = new BatchTables(output, pending.stream().map(BatchRun::name).collect(Collectors.toSet()));
	}

	private static String name(final ImageFolder.Entry entry) {
		return entry.file().getFileName().toString();
	}

	private boolean isComplete(final ImageFolder.Entry entry) {
		return job.generation().outputs().kinds().stream().allMatch(kind -> Files.isRegularFile(output.resolve(ResultNames.of(
			entry.name(), kind))));
	}

	BatchJob.Result process() {
		if (skipped > 0) monitor.say(skipped + " of " + (skipped + pending.size()) + " images have their results and are " +
			"skipped.");
		// A model or a device that cannot be used is no matter of a single image.
		if (!pending.isEmpty()) model = job.generation().open(compute, monitor);
		final int processed = processPending();
		report(pending.size(), 0);
		tables.write();
		if (processed == 0 && skipped == 0) {
			throw new InvalidInputException("No image in " + job.inputFolder() + " could be processed (" + tables.firstProblem() +
				"); " + BatchJob.PROBLEMS + " in the output folder lists the reasons.");
		}
		return new BatchJob.Result(tables.images(), tables.problems(), processed, skipped);
	}

	/** @return the number of images processed */
	private int processPending() {
		int processed = 0;
		for (int i = 0; i < pending.size(); i++) {
			try {
				monitor.checkCancelled();
				report(i, 0);
				if (process(pending.get(i), i)) processed++;
			}
			catch (final JobCancelledException exc) {
				throw new JobCancelledException("after " + (skipped + i) + " of " + (skipped + pending.size()) +
					"; go on with Skip existing");
			}
		}
		return processed;
	}

	/** @return whether the image was processed; else it is among the problems */
	private boolean process(final ImageFolder.Entry entry, final int number) {
		final String name = name(entry);
		try {
			final long before = System.nanoTime();
			final ImagePlus image = ImageReader.open(entry.file());
			image.deleteRoi();
			if (model == null) model = job.generation().open(compute, monitor);
			final GenerationJob.Result result = job.generation().run(model, image, inner(number));
			final double seconds = (System.nanoTime() - before) * 1e-9;
			// Before any file is there: a batch that goes on takes an image for done once it has all of them.
			final SampleFigures figures = figures(result);
			for (final Map.Entry<Output, ImagePlus> made : result.images().entrySet()) {
				ResultNames.write(made.getKey(), made.getValue(), output.resolve(ResultNames.of(entry.name(), made.getKey())));
			}
			tables.add(name, job.generation(), image, result, seconds);
			tables.addFigures(figures);
			tables.write();
			return true;
		}
		catch (final InvalidInputException exc) {
			skip(name, exc.getMessage());
		}
		catch (final OutOfMemoryError error) {
			skip(name, "The memory does not suffice for this image; give ImageJ more (Edit > Options > Memory & Threads), or " +
				"keep only what is made of the samples.");
		}
		return false;
	}

	/** What the samples have in common and what not; there is nothing to compare with a single one. */
	private SampleFigures figures(final GenerationJob.Result result) {
		return meter.figures(job.generation().samples() > 1 ? result.samples() : null, monitor.messagesOnly());
	}

	/**
	 * Whatever went wrong, the next image gets a model and a meter that were opened anew: the process that had them may have
	 * ended.
	 */
	private void skip(final String name, final String reason) {
		monitor.say(name + ": " + reason);
		tables.skip(name, reason);
		close();
	}

	/** One image is a step of this job: its messages matter once, and its progress moves that of the folder. */
	private JobMonitor inner(final int number) {
		return new JobMonitor(event -> {
			if (event instanceof JobEvent.Progress progress) report(number, (double) progress.done() / progress.total());
			else if (!(event instanceof JobEvent.Message message) || said.add(message.text())) monitor.emit(event);
		}, monitor.control());
	}

	/** Images count alike: nothing is known of their size before they are read. */
	private void report(final int image, final double share) {
		final double seconds = (System.nanoTime() - start) * 1e-9;
		final double done = image + share;
		final double left = done > 0 ? seconds / done * (pending.size() - done) : -1;
		monitor.emit(new JobEvent.Progress("generating for images", image, Math.max(1, pending.size()), done / Math.max(1e-9,
			seconds), left));
	}

	@Override
	public void close() {
		final Compute.OpenModel closing = model;
		model = null;
		try {
			meter.close();
		}
		finally {
			if (closing != null) closing.close();
		}
	}
}
