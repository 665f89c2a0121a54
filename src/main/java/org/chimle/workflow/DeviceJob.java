package org.chimle.workflow;

import org.chimle.engine.device.DeviceCheck;
import org.chimle.engine.device.DeviceReport;
import org.chimle.engine.job.JobMonitor;

/** Tries out every device. */
public record DeviceJob() implements Job<DeviceReport> {

	/**
	 * Runs the job.
	 *
	 * @throws org.chimle.engine.job.InvalidInputException if the tensor library cannot be loaded
	 */
	@Override
	public DeviceReport run(final JobMonitor monitor) {
		return DeviceCheck.run(monitor);
	}

	@Override
	public Class<DeviceReport> resultType() {
		return DeviceReport.class;
	}
}
