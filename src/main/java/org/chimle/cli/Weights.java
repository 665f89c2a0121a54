package org.chimle.cli;

import java.nio.file.Path;

import org.chimle.engine.feature.PublishedNetwork;
import org.chimle.engine.job.JobControl;
import org.chimle.image.Csv;
import org.chimle.workflow.WeightsJob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chimle weights}. */
@Command(name = "weights", description = "Lists the published networks and where their weights are; with a network " +
	"and a source, installs its weights.%nThe folder is chimle-weights beside ImageJ's plugins, or in the user's data; the " +
	"environment variable CHIMLE_WEIGHTS names another. Nothing is fetched without --download.")
final class Weights extends Subcommand {

	@Parameters(index = "0", arity = "0..1", paramLabel = "NETWORK", description =
		"lpips-vgg, lpips-alex, lpips-squeeze or inception")
	private String network;

	@Option(names = "--download", description =
		"fetch what is missing from the official addresses; what was begun goes on where it stopped")
	private boolean download;

	@Option(names = "--file", paramLabel = "FILE", description = "install this .pth, .safetensors or .npz file")
	private Path file;

	@Override
	int run(final JobControl control) {
		final WeightsJob job = new WeightsJob(network == null ? null : PublishedNetwork.of(network), download, file == null
			? null : file.toString());
		terminal().print(Csv.of(job.run(monitor(control))));
		return 0;
	}
}
