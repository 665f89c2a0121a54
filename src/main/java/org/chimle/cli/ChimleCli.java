package org.chimle.cli;

import java.io.PrintWriter;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.image.PairProblemsException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The program {@code chimle}. Exit codes: 0 fine, 1 a mistake of the user's (one sentence on the standard error), 2 wrong
 * options, 3 a defect of the program, 130 stopped by the user.
 */
@Command(name = "chimle", mixinStandardHelpOptions = true, versionProvider = ChimleCli.Version.class,
	description = "Image restoration whose answer is the set of plausible images (CHIMLE, NeurIPS 2022).",
	synopsisSubcommandLabel = "COMMAND", subcommands = { CheckPairs.class, Train.class, Generate.class, Explore.class,
		Batch.class, Measure.class, MeasureFolders.class, Coverage.class, Figures.class, Demo.class, Weights.class, GpuLibraryCommand.class,
		DeviceCommand.class,
		Modes.class, Simulate.class, TrainPerceptual.class, Descend.class, BenchmarkCommand.class })
public final class ChimleCli {

	static final int USER_MISTAKE = 1;
	static final int DEFECT = 3;
	static final int CANCELLED = 130;

	/** Reads the version from the jar. */
	static final class Version implements IVersionProvider {

		@Override
		public String[] getVersion() {
			final String version = ChimleCli.class.getPackage().getImplementationVersion();
			return new String[] { "CHIMLE for ImageJ " + (version == null ? "(unpackaged)" : version) };
		}
	}

	private final Terminal terminal;

	private ChimleCli(final Terminal terminal) {
		this.terminal = terminal;
	}

	/** @param args the command line, see {@code --help} */
	public static void main(final String[] args) {
		// ImageJ must not look for a screen on a cluster.
		if (System.getProperty("java.awt.headless") == null) System.setProperty("java.awt.headless", "true");
		final boolean interactive = System.console() != null && System.getenv("TERM") != null;
		System.exit(run(new Terminal(System.out, System.err, interactive), args));
	}

	/** @return the exit code */
	static int run(final Terminal terminal, final String... args) {
		final CommandLine line = new CommandLine(new ChimleCli(terminal));
		line.setOut(new PrintWriter(terminal.out(), true));
		line.setErr(new PrintWriter(terminal.err(), true));
		line.setCaseInsensitiveEnumValuesAllowed(true);
		line.registerConverter(Task.class, ChimleCli::task);
		line.registerConverter(DistanceKind.class, ChimleCli::distance);
		line.setParameterExceptionHandler((exc, given) -> refuse(terminal, exc));
		line.setExecutionExceptionHandler((exc, command, parsed) -> explain(terminal, exc));
		if (args.length == 0) {
			line.usage(terminal.err());
			return CommandLine.ExitCode.USAGE;
		}
		try {
			return line.execute(args);
		}
		catch (final OutOfMemoryError error) {
			terminal.say("There is not enough memory; give Java more (-Xmx), or use smaller images or fewer samples.");
			return USER_MISTAKE;
		}
	}

	Terminal terminal() {
		return terminal;
	}

	/** Tasks are named as in the dialogs and macros. */
	private static Task task(final String name) {
		for (final Task task : Task.values()) {
			if (task.label().equalsIgnoreCase(name) || task.name().equalsIgnoreCase(name)) return task;
		}
		throw new CommandLine.TypeConversionException("expected super-resolution, generic or colourization but was '" + name +
			"'");
	}

	/** Distances too. */
	private static DistanceKind distance(final String name) {
		try {
			return DistanceKind.of(name);
		}
		catch (final InvalidInputException exc) {
			throw new CommandLine.TypeConversionException("expected one of " + DistanceKind.labels() + " but was '" + name +
				"'");
		}
	}

	/** Pages of help would push the sentence off the screen. */
	private static int refuse(final Terminal terminal, final CommandLine.ParameterException exc) {
		terminal.say(exc.getMessage());
		CommandLine.UnmatchedArgumentException.printSuggestions(exc, terminal.err());
		terminal.say("\"" + exc.getCommandLine().getCommandSpec().qualifiedName() + " --help\" explains the options.");
		return CommandLine.ExitCode.USAGE;
	}

	private static int explain(final Terminal terminal, final Exception exc) {
		if (exc instanceof JobCancelledException) {
			terminal.say(exc.getMessage());
			return CANCELLED;
		}
		if (exc instanceof PairProblemsException broken) {
			broken.problems().forEach(problem -> terminal.say(problem.name() + ": " + problem.problem()));
			terminal.say(exc.getMessage());
			return USER_MISTAKE;
		}
		if (exc instanceof InvalidInputException) {
			terminal.say(exc.getMessage());
			return USER_MISTAKE;
		}
		terminal.say("CHIMLE failed; please report this with what you did:");
		exc.printStackTrace(terminal.err());
		return DEFECT;
	}
}
