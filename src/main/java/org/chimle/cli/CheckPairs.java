package org.chimle.cli;

import com.google.gson.JsonObject;

import ij.gui.Plot;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.chimle.engine.config.Json;
import org.chimle.engine.job.JobControl;
import org.chimle.image.Csv;
import org.chimle.image.ResultFiles;
import org.chimle.workflow.PairCheckJob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chimle check-pairs}. */
@Command(name = "check-pairs", description = "Looks at two folders of pairs before anything is trained: sizes, scale, " +
	"kinds of pixels, shifts, clipping, copies.%nThe exit code is 1 if a pair has a problem.")
final class CheckPairs extends Subcommand {

	@Option(names = "--input-folder", required = true, paramLabel = "FOLDER", description = "images as they will come")
	private Path inputFolder;

	@Option(names = "--target-folder", required = true, paramLabel = "FOLDER", description = "images as they should be")
	private Path targetFolder;

	@Option(names = "--largest-shift", defaultValue = "" + PairCheckJob.USUAL_SHIFT, paramLabel = "PIXELS", description =
		"shift between input and target, in target pixels, that is no problem")
	private double largestShift;

	@Option(names = "--json", description = "print JSON instead of CSV")
	private boolean json;

	@Option(names = "--output-folder", paramLabel = "FOLDER", description = "folder for pairs.csv, pairs.json, " +
		"suspicious.tif (pictures of suspicious pairs), inputs.png and targets.png (histograms); default: print the table")
	private Path output;

	@Override
	int run(final JobControl control) {
		if (output != null) ResultFiles.makeFolder(output);
		final PairCheckJob.Result result = new PairCheckJob(inputFolder.toString(), targetFolder.toString(), largestShift)
			.run(monitor(control));
		final JsonObject all = new JsonObject();
		all.addProperty("summary", result.summary());
		all.add("pairs", TableJson.of(result.table()));
		if (output == null) terminal().print(json ? Json.write(all) : Csv.of(result.table()).stripTrailing());
		else {
			deliver("pairs.csv", file -> ResultFiles.writeText(Csv.of(result.table()), file));
			deliver("pairs.json", file -> ResultFiles.writeText(Json.write(all), file));
			if (result.thumbnails() != null) deliver("suspicious.tif", file -> ResultFiles.writeTiff(result.thumbnails(),
				file));
			deliver("inputs.png", result.inputs());
			deliver("targets.png", result.targets());
		}
		return result.problems() == 0 ? 0 : ChimleCli.USER_MISTAKE;
	}

	private void deliver(final String name, final Plot plot) {
		if (plot != null) deliver(name, file -> ResultFiles.writePng(plot.getProcessor().getBufferedImage(), file));
	}

	private void deliver(final String name, final Consumer<Path> writer) {
		final Path file = output.resolve(name);
		writer.accept(file);
		terminal().print(file.toString());
	}
}
