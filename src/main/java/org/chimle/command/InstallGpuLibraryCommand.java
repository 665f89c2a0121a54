package org.chimle.command;

import java.io.File;

import org.chimle.engine.gpu.GpuLibrary;
import org.chimle.engine.job.JobMonitor;
import org.chimle.worker.WorkerCompute;
import org.chimle.workflow.GpuLibraryJob;
import org.chimle.workflow.GpuLibraryJob.Action;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Shows, installs or removes the PyTorch library for NVIDIA GPUs. The field names are the macro keys and stay as they are.
 */
@Plugin(type = Command.class, label = "Install CHIMLE GPU Library...", visible = false, initializer = "prepareInputs")
public class InstallGpuLibraryCommand extends ChimleCommand {

	@Parameter(label = "Action", description = "Show: what is installed. Download: fetch PyTorch for CUDA, 3 to 4 GB, from " +
		"its official address (download.pytorch.org), check its SHA-256 and install it; about 10 GB of the disk are needed " +
		"meanwhile. File: install from the archive named below. Remove: delete it.", choices = { "show", "download", "file",
			"remove" }, persist = false)
	private String action = "show";

	@Parameter(label = "File (for action file)", description =
		"The published archive, libtorch-...-2.7.1+cu128.zip, which was fetched in another way.", required = false, style = "open",
		persist = false, autoFill = false)
	private File file;

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE library for GPUs")
	private String report;

	@Override
	protected void job(final JobMonitor monitor) {
		final Action chosen = Action.of(action);
		final GpuLibraryJob job = new GpuLibraryJob(chosen, chosen == Action.FILE ? path("file") : null);
		if (chosen == Action.DOWNLOAD && wasAsked() && GpuLibrary.installed().isEmpty()) {
			final String offer = GpuLibraryJob.offer(monitor).words().replace(" from ", "\nfrom ").replace(" to ", "\nto ")
				.replace(", where ", ",\nwhere ");
			StartQuestion.ask("This downloads " + offer + ".\n \nIt can be stopped at any time, and goes on there when it is started " +
				"again.", "Download", this);
		}
		// On some systems no file can be deleted that a process has loaded.
		if (chosen == Action.REMOVE) WorkerCompute.endIdleWorkers();
		report = job.run(monitor);
	}

	@Override
	public String estimate() {
		if (!action.equals("download")) return "";
		return GpuLibrary.ofThisComputer().isPresent() ? "3 to 4 GB; the exact size, place and free space are shown first."
			: "There is no library for this computer.";
	}

	@Override
	public String chapter() {
		return "install";
	}
}
