package org.chimle.cli;

import java.nio.file.Path;

import org.chimle.engine.job.JobControl;
import org.chimle.workflow.BatchJob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chimle batch}. */
@Command(name = "batch", description = "Generates samples for every image of a folder.%nImages that cannot be used are " +
	"left out and listed in " + BatchJob.PROBLEMS + "; " + BatchJob.TABLE + " has a row per image.%nEvery result appears " +
	"only once it is complete: after an interruption, go on with --skip-existing.")
final class Batch extends Subcommand {

	@Parameters(index = "0", paramLabel = "FOLDER", description = "the images; subfolders are not looked at")
	private Path folder;

	@Option(names = "--file-filter", defaultValue = "*", paramLabel = "PATTERN", description =
		"which file names count, e.g. \"*.tif\"")
	private String filter;

	@Option(names = "--output-folder", required = true, paramLabel = "FOLDER", description =
		"the results; made if it does not exist")
	private Path output;

	@Option(names = "--skip-existing", description = "leave images alone whose results are all there, whatever made them")
	private boolean skipExisting;

	@Mixin
	private Sampling sampling;

	@Mixin
	private Place place;

	@Override
	int run(final JobControl control) {
		final BatchJob.Result result = new BatchJob(folder.toString(), filter, output.toString(), skipExisting, sampling.job())
			.run(place.compute(), monitor(control));
		if (result.images().size() > 0) terminal().print(output.resolve(BatchJob.TABLE).toString());
		if (result.problems() == null) return 0;
		terminal().print(output.resolve(BatchJob.PROBLEMS).toString());
		terminal().say(result.problems().size() + " of " + (result.problems().size() + result.processed() + result
			.skipped()) + " images could not be processed.");
		return ChimleCli.USER_MISTAKE;
	}
}
