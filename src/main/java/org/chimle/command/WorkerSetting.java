package org.chimle.command;

import ij.Prefs;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.worker.WorkerCompute;
import org.chimle.workflow.Compute;
import org.chimle.workflow.LocalCompute;

/**
 * Whether jobs started from ImageJ compute in a worker process: the system property {@value #KEY}, else ImageJ's
 * preference of that name, else yes.
 */
final class WorkerSetting {

	static final String KEY = "chimle.worker";

	/** ImageJ's preference for the folder of an installed PyTorch. */
	static final String LIBRARY = "chimle.pytorch_library";

	private WorkerSetting() {}

	/** @return the setting in words */
	static String describe() {
		return value().equals("off") ? "ImageJ itself (" + KEY + " is off)" : "a process of its own";
	}

	private static String value() {
		return System.getProperty(KEY, Prefs.get(KEY, "on"));
	}

	/**
	 * @return where to compute
	 * @throws InvalidInputException if the setting is neither on nor off
	 */
	static Compute compute() {
		final String value = value();
		return switch (value) {
			case "on" -> new WorkerCompute(Prefs.get(LIBRARY, ""));
			case "off" -> new LocalCompute();
			default -> throw new InvalidInputException("The setting " + KEY + " is \"" + value +
				"\" but must be on (compute in a process of its own) or off (compute inside ImageJ); set it to one of them.");
		};
	}
}
