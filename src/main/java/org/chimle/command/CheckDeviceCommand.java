package org.chimle.command;

import org.chimle.engine.device.DeviceReport;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.DeviceJob;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Tries out every device that could compute and tells what was found. */
@Plugin(type = Command.class, label = "Check CHIMLE Device...", visible = false, initializer = "prepareInputs")
public class CheckDeviceCommand extends ChimleCommand {

	@Parameter(type = ItemIO.OUTPUT, label = "CHIMLE device check")
	private String report;

	@Override
	protected void job(final JobMonitor monitor) {
		try {
			final DeviceReport found = compute().run(new DeviceJob(), monitor);
			report = found.text() + "computes in: " + WorkerSetting.describe() + "\n";
		}
		catch (final InvalidInputException exc) {
			// What keeps the check from running is what the user wants to know.
			report = "CHIMLE device check\nproblem: " + exc.getMessage() + "\ncomputes in: " + WorkerSetting.describe() + "\n";
		}
	}

	@Override
	public String chapter() {
		return "install";
	}
}
