package org.chimle.cli;

import org.chimle.engine.job.JobControl;
import org.chimle.workflow.GpuLibraryJob;
import org.chimle.workflow.GpuLibraryJob.Action;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chimle gpu-library}. */
@Command(name = "gpu-library", description = "Shows, installs or removes the PyTorch library for NVIDIA GPUs, which jobs " +
	"then use by themselves.%nThe folder is chimle-gpu beside ImageJ's plugins, or in the user's data; the environment " +
	"variable CHIMLE_GPU names another. Nothing is fetched without --download.")
final class GpuLibraryCommand extends Subcommand {

	/** What to do; by default the library is shown. */
	private static final class Choice {

		@Option(names = "--download", description = "fetch it (3 to 4 GB) from its official address; what was begun goes on " +
			"where it stopped")
		private boolean download;

		@Option(names = "--file", paramLabel = "FILE", description = "install it from the published archive, fetched in another way")
		private String file;

		@Option(names = "--remove", description = "remove it")
		private boolean remove;

		Action action() {
			return download ? Action.DOWNLOAD : remove ? Action.REMOVE : file != null ? Action.FILE : Action.SHOW;
		}
	}

	@ArgGroup(exclusive = true)
	private final Choice choice = new Choice();

	@Override
	int run(final JobControl control) {
		terminal().print(new GpuLibraryJob(choice.action(), choice.file).run(monitor(control)).stripTrailing());
		return 0;
	}
}
