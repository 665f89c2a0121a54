package org.chimle.cli;

import java.util.concurrent.Callable;

import org.chimle.engine.job.CancelToken;
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
		final CancelToken token = new CancelToken();
		final Interruption interruption = new Interruption(token, terminal());
		try {
			return run(token);
		}
		finally {
			terminal().endStatus();
			interruption.release();
		}
	}

	/**
	 * Does the work.
	 *
	 * @param token cancelled by Ctrl-C
	 * @return the exit code
	 */
	abstract int run(CancelToken token);

	/** @return where to print */
	final Terminal terminal() {
		return parent.terminal();
	}

	/** @return a monitor whose progress starts now */
	final JobMonitor monitor(final CancelToken token) {
		return new JobMonitor(new ConsoleProgress(terminal(), System::nanoTime), token);
	}
}
