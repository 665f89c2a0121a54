package org.chimle.cli;

import java.util.concurrent.Callable;

import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobMonitor;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** What the subcommands share: a terminal, progress on it, and Ctrl-C. */
@Command(mixinStandardHelpOptions = true, showDefaultValues = true, usageHelpAutoWidth = true)
abstract class Subcommand implements Callable<Integer> {

	@ParentCommand
	private ChimleCli parent;

	@Override
	public final Integer call() {
		final JobControl control = new JobControl();
		final Interruption interruption = new Interruption(control, terminal());
		try {
			return run(control);
		}
		finally {
			terminal().endStatus();
			interruption.release();
		}
	}

	/**
	 * Does the work.
	 *
	 * @param control cancelled by Ctrl-C
	 * @return the exit code
	 */
	abstract int run(JobControl control);

	/** @return where to print */
	final Terminal terminal() {
		return parent.terminal();
	}

	/** @return a monitor whose progress starts now */
	final JobMonitor monitor(final JobControl control) {
		return new JobMonitor(new ConsoleProgress(terminal(), System::nanoTime), control);
	}
}
