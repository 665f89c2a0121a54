package org.chimle.cli;

import ij.measure.ResultsTable;

import java.nio.file.Path;

import org.chimle.engine.config.InversionConfig;
import org.chimle.engine.job.JobControl;
import org.chimle.image.Csv;
import org.chimle.image.ImageReader;
import org.chimle.image.ResultFiles;
import org.chimle.workflow.CoverageJob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chimle coverage}. */
@Command(name = "coverage", description = "Measures how near a model can come to an observed image, by optimising the " +
	"latent codes from several starts.%n\"chimle figures\" explains the columns.")
final class Coverage extends Subcommand {

	@Parameters(index = "0", paramLabel = "IMAGE", description = "the image as the model is given it")
	private Path image;

	@Parameters(index = "1", paramLabel = "OBSERVED", description = "the true image that belongs to it")
	private Path observed;

	@Option(names = "--model-file", required = true, paramLabel = "FILE", description = "a model made by train")
	private Path modelFile;

	@Option(names = "--restarts", defaultValue = "3", description = "searches from different random codes")
	private int restarts;

	@Option(names = "--steps", defaultValue = "200", description = "steps of the optimiser in each search")
	private int steps;

	@Option(names = "--learning-rate", defaultValue = "0.1", description = "the optimiser's first step size")
	private double learningRate;

	@Option(names = "--seed", defaultValue = "42", description = "fixes the codes that the searches start from")
	private long seed;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Option(names = "--table", paramLabel = "CSV", description = "file for the rows per restart; default: print them")
	private Path table;

	@Option(names = "--summary", paramLabel = "CSV", description = "file for the summary; default: print it")
	private Path summary;

	@Option(names = "--nearest", paramLabel = "TIFF", description = "file for the outputs nearest to the observed image")
	private Path nearest;

	@Mixin
	private Place place;

	@Override
	int run(final JobControl control) {
		for (final Path file : new Path[] { table, summary, nearest }) if (file != null) ResultFiles.requireFolderOf(file);
		final CoverageJob job = new CoverageJob(modelFile.toString(), new InversionConfig(restarts, steps, learningRate,
			seed), device);
		final CoverageJob.Result result = job.run(ImageReader.open(image), ImageReader.open(observed), place.compute(),
			monitor(control));
		deliver(result.restarts(), table);
		deliver(result.summary(), summary);
		if (nearest != null) {
			ResultFiles.writeTiff(result.nearest(), nearest);
			terminal().print(nearest.toString());
		}
		return 0;
	}

	private void deliver(final ResultsTable rows, final Path file) {
		if (file == null) terminal().print(Csv.of(rows));
		else {
			ResultFiles.writeText(Csv.of(rows), file);
			terminal().print(file.toString());
		}
	}
}
