package org.chimle.cli;

import com.google.gson.JsonObject;

import ij.gui.Plot;
import ij.measure.ResultsTable;

import java.nio.file.Path;

import org.chimle.engine.job.JobControl;
import org.chimle.image.Csv;
import org.chimle.image.PrecisionRecallPlot;
import org.chimle.image.ResultFiles;
import org.chimle.workflow.CalibrationPlot;
import org.chimle.workflow.FolderMeasurementJob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chimle measure-folders}. */
@Command(name = "measure-folders", description = "Measures a folder of samples against a folder of references.%n" +
	"A file of samples belongs to the reference whose name its own begins with: cell-samples.tif and cell_01.png to " +
	"cell.tif.%nHeadings of distribution figures name the feature network; \"chimle figures\" explains all columns.")
final class MeasureFolders extends Subcommand {

	@Parameters(index = "0", paramLabel = "SAMPLES", description = "folder of sample stacks or single samples")
	private Path samples;

	@Parameters(index = "1", paramLabel = "REFERENCES", description = "folder of observed targets")
	private Path references;

	@Option(names = "--input-folder", paramLabel = "FOLDER", description = "what the samples were generated for")
	private Path inputs;

	@Option(names = "--feature-network", defaultValue = "bundled", paramLabel = "NAME", description =
		"what describes images where distributions are compared: bundled, or inception-2048 or inception-768 (see weights)")
	private String network;

	@Option(names = "--sigma", defaultValue = "0.2", description = "bandwidth of the faithfulness weights")
	private double sigma;

	@Option(names = "--seed", defaultValue = "42", description = "fixes the subsets of KID and the clusters of PRD")
	private long seed;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Option(names = "--output-folder", paramLabel = "FOLDER", description = "folder for samples.csv, summary.csv, " +
		"means.csv, distributions.csv, calibration.csv, skipped.csv, all of them as figures.json, prd.png, and the " +
		"calibration curve as calibration-curve.png and .csv; default: print means, distributions and calibration")
	private Path output;

	@Mixin
	private Place place;

	@Override
	int run(final JobControl control) {
		if (output != null) ResultFiles.makeFolder(output);
		final FolderMeasurementJob job = new FolderMeasurementJob(samples.toString(), references.toString(), inputs == null
			? "" : inputs.toString(), network, sigma, seed, device);
		final FolderMeasurementJob.Result result = place.compute().run(job, monitor(control));
		if (output == null) {
			terminal().print(Csv.of(result.folder()));
			terminal().print(Csv.of(result.distribution()));
			if (result.calibration() != null) terminal().print(Csv.of(result.calibration()));
			return 0;
		}
		final JsonObject all = new JsonObject();
		deliver("samples", result.samples(), all);
		deliver("summary", result.summary(), all);
		deliver("means", result.folder(), all);
		deliver("distributions", result.distribution(), all);
		if (result.calibration() != null) deliver("calibration", result.calibration(), all);
		if (result.skipped() != null) deliver("skipped", result.skipped(), all);
		write(TableJson.write(all), "figures.json");
		if (result.curve() != null) {
			final Path file = output.resolve("prd.png");
			PrecisionRecallPlot.write(result.curve(), file);
			terminal().print(file.toString());
		}
		CalibrationPlot.plot(result).ifPresent(plot -> deliver(plot, CalibrationPlot.table(result)));
		return 0;
	}

	private void deliver(final String name, final ResultsTable table, final JsonObject all) {
		write(Csv.of(table), name + ".csv");
		all.add(name, TableJson.of(table));
	}

	private void deliver(final Plot plot, final ResultsTable curve) {
		final Path file = output.resolve("calibration-curve.png");
		ResultFiles.writePng(plot.getProcessor().getBufferedImage(), file);
		terminal().print(file.toString());
		write(Csv.of(curve), "calibration-curve.csv");
	}

	private void write(final String text, final String name) {
		final Path file = output.resolve(name);
		ResultFiles.writeText(text, file);
		terminal().print(file.toString());
	}
}
