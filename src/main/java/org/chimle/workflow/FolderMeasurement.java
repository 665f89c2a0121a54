package org.chimle.workflow;

import ij.ImagePlus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.job.PhaseProgress;
import org.chimle.image.FolderOfSamples.Group;
import org.chimle.image.FolderOfSamples;
import org.chimle.image.ImageReader;
import org.chimle.image.PairProblem;
import org.chimle.image.SampleFiles;

/** One run of a {@link FolderMeasurementJob}. */
final class FolderMeasurement implements AutoCloseable {

	private final FolderMeasurementJob job;
	private final JobMonitor monitor;
	private final MeasurementJob one;
	private final Compute.OpenMeter meter;
	private final FolderTables tables = new FolderTables();
	private final Distributions distributions;
	private final Calibrations calibrations = new Calibrations();
	private int measured;

	FolderMeasurement(final FolderMeasurementJob job, final JobMonitor monitor) {
		this.job = job;
		this.monitor = monitor;
		one = new MeasurementJob(job.sigma(), DistanceKind.LEARNED, job.device(), false, false);
		meter = one.meter(new LocalCompute(), monitor);
		distributions = new Distributions(job.featureNetwork(), job.device(), monitor);
	}

	FolderMeasurementJob.Result of(final FolderOfSamples folder) {
		for (final PairProblem problem : folder.problems()) skip(problem.name(), problem.problem());
		final ReferenceRange range = ReferenceRange.of(folder, this::skip, monitor);
		final PhaseProgress progress = new PhaseProgress("measuring images", folder.groups().size(), monitor);
		for (int g = 0; g < folder.groups().size(); g++) {
			monitor.checkCancelled();
			progress.report(g);
			final Group group = folder.groups().get(g);
			if (group.reference() != null && !range.knows(group.reference())) continue;
			measure(group, range);
		}
		if (measured == 0 && distributions.isEmpty()) {
			throw new InvalidInputException("Nothing in the folder " + job.samplesFolder() + " could be measured (" + tables
				.firstReason() + "); choose folders of samples and references that belong together.");
		}
		distributions.compare(job.seed(), (name, caution) -> monitor.say(name + ": " + caution));
		return tables.result(distributions, calibrations, measured);
	}

	private void measure(final Group group, final ReferenceRange range) {
		try {
			final ImagePlus reference = openOrNull(group.reference());
			if (reference != null) distributions.addReference(plan(reference, null), range);
			if (group.samples().isEmpty()) return;
			final ImagePlus samples = SampleFiles.open(group.name(), group.samples(), this::skip);
			if (reference != null) measurePair(group, samples, reference);
			calibrations.add(plan(samples, reference), range);
			distributions.addSamples(plan(samples, reference), range);
		}
		catch (final InvalidInputException exc) {
			skip(group.name(), exc.getMessage());
		}
	}

	/** What a plan has to say has been said by the job that measures the pair. */
	private static MeasurementPlan plan(final ImagePlus samples, final ImagePlus reference) {
		return MeasurementPlan.of(samples, reference, null, JobMonitor.silent());
	}

	private void measurePair(final Group group, final ImagePlus samples, final ImagePlus reference) {
		final List<String> reasons = new ArrayList<>();
		if (MeasurementPlan.of(samples, reference, null, listening(reasons)).reference() == null) {
			// In a folder, samples without the reference that they are said to have are a mistake.
			throw new InvalidInputException(reasons.get(0));
		}
		final JobMonitor step = monitor.messagesOnly();
		tables.add(one.run(samples, reference, input(group, samples, reference), meter, step));
		measured++;
	}

	/** An input that cannot be used must not keep the samples from being measured. */
	private ImagePlus input(final Group group, final ImagePlus samples, final ImagePlus reference) {
		final List<String> reasons = new ArrayList<>();
		try {
			final ImagePlus input = openOrNull(group.input());
			if (input == null) return null;
			if (MeasurementPlan.of(samples, reference, input, listening(reasons)).input() != null) return input;
		}
		catch (final InvalidInputException exc) {
			reasons.add(exc.getMessage());
		}
		skip(group.name(), "The input is not used. " + reasons.get(0));
		return null;
	}

	private static JobMonitor listening(final List<String> texts) {
		return new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) texts.add(message.text());
		}, new JobControl());
	}

	private static ImagePlus openOrNull(final Path file) {
		return file == null ? null : ImageReader.open(file);
	}

	private void skip(final String name, final String reason) {
		tables.skip(name, reason);
		monitor.say(name + ": " + reason);
	}

	@Override
	public void close() {
		try (meter) {
			distributions.close();
		}
	}
}
