package org.chimle.ij1;

import ij.IJ;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.text.TextWindow;

import java.awt.GraphicsEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;

import org.chimle.engine.job.JobCancelledException;
import org.chimle.image.PairProblem;
import org.chimle.image.PairProblemsException;

/** Tells a user what went wrong, in a window or, in macros and without a screen, in the log; and stops the macro. */
final class ErrorReport {

	private static final String PROBLEMS = "CHIMLE pair problems";

	private final String title;
	private final boolean macro;

	/**
	 * @param title names the command
	 * @param macro whether a macro runs it
	 */
	ErrorReport(final String title, final boolean macro) {
		this.title = title.replace("...", "");
		this.macro = macro || GraphicsEnvironment.isHeadless();
	}

	/** A jar is not where it should be. */
	static void missingLibrary(final NoClassDefFoundError error) {
		new ErrorReport("CHIMLE", IJ.isMacro()).tell("CHIMLE is not installed completely: the class " + error.getMessage()
			.replace('/', '.') + " is missing; put all jars of the plugin, scijava-common's too, into one folder below " +
			"ImageJ's plugins folder (scripts/install does so).");
	}

	/** Closes the table of an earlier run, whose problems may be solved. */
	static void closeProblems() {
		if (WindowManager.getWindow(PROBLEMS) instanceof TextWindow window) window.close(false);
	}

	/** A user's mistake, whose message is a sentence, or a stop. */
	void mistake(final RuntimeException exc) {
		if (exc instanceof JobCancelledException stop) IJ.showStatus((title + ": cancelled " + stop.detail()).strip());
		else {
			if (exc instanceof PairProblemsException pairs) list(pairs);
			tell(exc.getMessage());
		}
	}

	/** All problems of a folder at once: in a table, or in the log where there are no windows. */
	private void list(final PairProblemsException pairs) {
		final ResultsTable table = new ResultsTable();
		for (final PairProblem problem : pairs.problems()) {
			table.incrementCounter();
			table.addValue("Pair", problem.name());
			table.addValue("Problem", problem.problem());
			if (macro) IJ.log(title + ": " + problem.name() + ": " + problem.problem());
		}
		if (!macro) table.show(PROBLEMS);
	}

	/** A fault of the program: a sentence, and what a report of it needs in the log. */
	void fault(final Exception wrapped) {
		Throwable cause = wrapped;
		while (cause.getCause() != null) cause = cause.getCause();
		final StringWriter details = new StringWriter();
		cause.printStackTrace(new PrintWriter(details));
		IJ.log(title + " failed:\n" + details);
		tell("An unexpected problem (" + cause.getClass().getSimpleName() + ") ended the command; the Log window has the " +
			"details, please report them.");
	}

	/** Ends the macro that a user stopped. */
	void stopped() {
		abortMacro();
	}

	private void tell(final String sentence) {
		if (macro) IJ.log(title + ": " + sentence);
		else IJ.error(title, wrapped(sentence));
		abortMacro();
	}

	/** ImageJ's message window is as wide as its longest line. */
	private static String wrapped(final String sentence) {
		return sentence.replaceAll("(.{60,80}) ", "$1\n");
	}

	private static void abortMacro() {
		final Interpreter interpreter = Interpreter.getInstance();
		if (interpreter != null) interpreter.abortMacro();
		Macro.abort();
	}
}
