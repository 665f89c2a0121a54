package org.chimle.cli;

import java.nio.file.Path;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.job.JobControl;
import org.chimle.image.Csv;
import org.chimle.image.ImageReader;
import org.chimle.image.ResultFiles;
import org.chimle.workflow.MeasurementJob;
import org.chimle.workflow.MeasurementPlots;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chimle measure}. */
@Command(name = "measure", description = "Measures fidelity and diversity of a stack of samples.%n" +
	"Tables are CSV: one row per sample, and a summary with one row per image; \"chimle figures\" explains them.")
final class Measure extends Subcommand {

	@Parameters(index = "0", paramLabel = "SAMPLES", description = "hyperstack of samples, as generate writes it")
	private Path samples;

	@Option(names = "--reference", paramLabel = "IMAGE", description = "the observed target")
	private Path reference;

	@Option(names = "--input", paramLabel = "IMAGE", description = "the image that the samples were generated for")
	private Path input;

	@Option(names = "--sigma", defaultValue = "0.2", description = "bandwidth of the faithfulness weights")
	private double sigma;

	@Option(names = "--distance", defaultValue = "bundled", paramLabel = "DISTANCE", description = "the distance of the " +
		"tables: bundled, mean-squared-error, or an installed lpips-vgg, lpips-alex or lpips-squeeze (see weights)")
	private DistanceKind distance;

	@Option(names = "--table", paramLabel = "CSV", description = "file for the rows per sample; default: print them")
	private Path table;

	@Option(names = "--summary", paramLabel = "CSV", description = "file for the summary; default: print it")
	private Path summary;

	@Option(names = "--json", description = "print one JSON object with both tables and the curves instead of CSV")
	private boolean json;

	@Option(names = "--plots", description = "also write the curves of faithfulness-weighted variance and Fourier ring " +
		"correlation, NAME-fwv and NAME-frc as .png and .csv")
	private boolean plots;

	@Option(names = "--standard-deviation", description = "also write the standard deviation over samples, NAME-sd.tif")
	private boolean standardDeviation;

	@Option(names = "--error-map", description = "also write SQUIRREL's error map of every sample, NAME-error-map.tif")
	private boolean errorMap;

	@Option(names = "--output-folder", paramLabel = "FOLDER", description =
		"where plots and images go; default: the current folder")
	private Path outputFolder;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Mixin
	private Place place;

	@Override
	int run(final JobControl control) {
		if (table != null) ResultFiles.requireFolderOf(table);
		if (summary != null) ResultFiles.requireFolderOf(summary);
		ResultFiles.requireFolderOf(output(".png"));
		final MeasurementJob job = new MeasurementJob(sigma, distance, device, standardDeviation, errorMap);
		final MeasurementJob.Result result = job.run(ImageReader.open(samples), openOrNull(reference), openOrNull(input),
			place.compute(), monitor(control));
		deliver(result.samples(), table);
		deliver(result.summary(), summary);
		if (json) terminal().print(MeasurementJson.of(result));
		if (plots) {
			write(MeasurementPlots.weightedVariance(result), MeasurementPlots.weightedVarianceTable(result), "-fwv");
			write(MeasurementPlots.ringCorrelation(result), MeasurementPlots.ringCorrelationTable(result), "-frc");
		}
		write(result.standardDeviation(), "-sd.tif");
		write(result.errorMap(), "-error-map.tif");
		return 0;
	}

	private Path output(final String ending) {
		final String name = ResultFiles.stem(samples).replaceAll("-samples$", "") + ending;
		return outputFolder == null ? Path.of(name) : outputFolder.resolve(name);
	}

	private void write(final Optional<Plot> plot, final ResultsTable curves, final String ending) {
		if (plot.isEmpty()) return;
		ResultFiles.writePng(plot.get().getProcessor().getBufferedImage(), output(ending + ".png"));
		ResultFiles.writeText(Csv.of(curves), output(ending + ".csv"));
		say(output(ending + ".png"));
		say(output(ending + ".csv"));
	}

	private void write(final ImagePlus image, final String ending) {
		if (image == null) return;
		ResultFiles.writeTiff(image, output(ending));
		say(output(ending));
	}

	/** With JSON on the standard output, names of files would spoil it. */
	private void say(final Path file) {
		if (json) terminal().say(file.toString());
		else terminal().print(file.toString());
	}

	private static ImagePlus openOrNull(final Path file) {
		return file == null ? null : ImageReader.open(file);
	}

	private void deliver(final ResultsTable rows, final Path file) {
		if (file != null) {
			ResultFiles.writeText(Csv.of(rows), file);
			say(file);
		}
		else if (!json) terminal().print(Csv.of(rows));
	}
}
