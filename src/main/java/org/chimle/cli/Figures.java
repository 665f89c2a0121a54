package org.chimle.cli;

import org.chimle.engine.job.JobControl;
import org.chimle.workflow.FigurePage;

import picocli.CommandLine.Command;

/** {@code chimle figures}. */
@Command(name = "figures", description = "Explains the figures that measure, " +
	"measure-folders and coverage print: formula, range, direction, source " +
	"(Markdown).")
final class Figures extends Subcommand {

	@Override
	int run(final JobControl control) {
		terminal().print(FigurePage.markdown().stripTrailing());
		return 0;
	}
}
