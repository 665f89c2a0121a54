package org.chimle.cli;

import org.chimle.engine.device.DeviceReport;
import org.chimle.engine.job.JobControl;
import org.chimle.workflow.DeviceJob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code chimle device}. */
@Command(name = "device", description = "Runs a convolution, forward and backward, on every device, checks its result " +
	"and prints what was found.%nExit code 1 if the device that jobs take by default does not work.")
final class DeviceCommand extends Subcommand {

	@Mixin
	private Place place;

	@Override
	int run(final JobControl control) {
		final DeviceReport report = place.compute().run(new DeviceJob(), monitor(control));
		terminal().print(report.text().stripTrailing());
		return report.works() ? 0 : ChimleCli.USER_MISTAKE;
	}
}
