package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.metric.Figure;
import org.chimle.image.Csv;
import org.chimle.image.ImageKind;
import org.chimle.image.ResultFiles;
import org.chimle.image.Tables;

/** The tables of a {@link BatchJob} while they grow, and their files. Headings are part of the interface. */
final class BatchTables {

	private static final int DECIMALS = 5;

	private final Path folder;
	private final ResultsTable images = Tables.empty(DECIMALS);
	private final ResultsTable problems = Tables.empty(DECIMALS);

	/**
	 * @param folder where the files are, maybe with those of an earlier run
	 * @param pending images that are to be processed: what an earlier run knew of the others is kept
	 */
	BatchTables(final Path folder, final Set<String> pending) {
		this.folder = folder;
		final ResultsTable earlier = read(folder.resolve(BatchJob.TABLE));
		for (int row = 0; row < earlier.size(); row++) if (!pending.contains(label(earlier, row))) keep(earlier, row);
	}

	private static ResultsTable read(final Path file) {
		if (!Files.isRegularFile(file)) return Tables.empty(DECIMALS);
		try {
			return ResultsTable.open(file.toString());
		}
		catch (final IOException | RuntimeException exc) {
			throw new InvalidInputException("The table " + file + " of an earlier run cannot be read (" + exc.getMessage() +
				"); move it away, or choose another output folder.", exc);
		}
	}

	private void keep(final ResultsTable earlier, final int row) {
		images.incrementCounter();
		images.addLabel(label(earlier, row));
		for (final String heading : earlier.getHeadings()) {
			if (heading.equals("Label")) continue;
			final double value = earlier.getValue(heading, row);
			if (Double.isNaN(value)) images.addValue(heading, earlier.getStringValue(heading, row));
			else images.addValue(heading, value);
		}
	}

	/** A table that was read from a file has its labels in an ordinary column. */
	private static String label(final ResultsTable table, final int row) {
		return table.columnExists("Label") ? table.getStringValue("Label", row) : table.getLabel(row);
	}

	void add(final String file, final GenerationJob job, final ImagePlus source, final GenerationJob.Result result,
		final double seconds)
	{
		final GenerationFacts facts = result.facts();
		images.incrementCounter();
		images.addLabel(file);
		images.addValue("Samples", job.samples());
		images.addValue("Seed", Long.toString(job.seed()));
		images.addValue("Width", facts.width());
		images.addValue("Height", facts.height());
		images.addValue("Channels", ImageKind.of(source).channels());
		images.addValue("Slices", source.getNSlices());
		images.addValue("Frames", source.getNFrames());
		images.addValue("Seconds", seconds);
		images.addValue("Mean", facts.mean());
		images.addValue("Mean SD", facts.meanDeviation());
		images.addValue("Consistency PSNR (dB)", facts.consistency());
		if (facts.thresholds().isEmpty()) return;
		images.addValue("Threshold", facts.thresholds().stream().map(value -> Float.toString(value.floatValue())).collect(
			Collectors.joining(" ")));
	}

	/** Completes the row added last. */
	void addFigures(final SampleFigures figures) {
		images.addValue(Figure.DIVERSITY.heading(), figures.diversity());
		images.addValue(Figure.RING_CORRELATION.heading(), figures.ringCorrelation());
		images.addValue(KeyColumn.RING_CORRELATION_UNIT.heading(), figures.unit());
	}

	void skip(final String file, final String reason) {
		problems.incrementCounter();
		problems.addLabel(file);
		problems.addValue("Reason", reason);
	}

	/** @return why the first image was left out, without a full stop */
	String firstProblem() {
		return problems.getLabel(0) + ": " + problems.getStringValue("Reason", 0).replaceAll("\\.$", "");
	}

	ResultsTable images() {
		return images;
	}

	ResultsTable problems() {
		return problems.size() == 0 ? null : problems;
	}

	/** Replaces the files. */
	void write() {
		if (images.size() > 0) ResultFiles.writeText(Csv.of(images), folder.resolve(BatchJob.TABLE));
		if (problems.size() > 0) ResultFiles.writeText(Csv.of(problems), folder.resolve(BatchJob.PROBLEMS));
		else ResultFiles.delete(folder.resolve(BatchJob.PROBLEMS));
	}
}
