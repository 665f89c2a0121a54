package org.chimle.cli;

import java.nio.file.Path;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.chimle.engine.job.CancelToken;
import org.chimle.image.ImageReader;
import org.chimle.workflow.MeasurementJob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chimle measure}. */
@Command(name = "measure", description = "Measures fidelity and diversity of a stack of samples.%n" +
	"Tables are CSV: one row per sample, and a summary with one row per image.")
final class Measure extends Subcommand {

	@Parameters(index = "0", paramLabel = "SAMPLES", description = "hyperstack of samples, as generate writes it")
	private Path samples;

	@Option(names = "--reference", paramLabel = "IMAGE", description = "the observed target")
	private Path reference;

	@Option(names = "--input", paramLabel = "IMAGE", description = "the image that the samples were generated for")
	private Path input;

	@Option(names = "--sigma", defaultValue = "0.2", description = "bandwidth of the faithfulness weights")
	private double sigma;

	@Option(names = "--table", paramLabel = "CSV", description = "file for the rows per sample; default: print them")
	private Path table;

	@Option(names = "--summary", paramLabel = "CSV", description = "file for the summary; default: print it")
	private Path summary;

	@Mixin
	private Place place;

	@Override
	int run(final CancelToken token) {
		if (table != null) ResultFiles.requireFolderOf(table);
		if (summary != null) ResultFiles.requireFolderOf(summary);
		final MeasurementJob.Result result = new MeasurementJob(sigma).run(ImageReader.open(samples), openOrNull(reference),
			openOrNull(input), place.compute(), monitor(token));
		deliver(result.samples(), table);
		deliver(result.summary(), summary);
		return 0;
	}

	private static ImagePlus openOrNull(final Path file) {
		return file == null ? null : ImageReader.open(file);
	}

	private void deliver(final ResultsTable rows, final Path file) {
		if (file == null) terminal().print(Csv.of(rows));
		else {
			ResultFiles.writeText(Csv.of(rows), file);
			terminal().print(file.toString());
		}
	}
}
