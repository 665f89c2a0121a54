package org.chimle.cli;

import org.chimle.engine.job.CancelToken;
import org.chimle.workflow.FigurePage;

import picocli.CommandLine.Command;

/** {@code chimle figures}. */
@Command(name = "figures", description = "Explains the figures that measure, " +
	"measure-folders and coverage print: formula, range, direction, source " +
	"(Markdown).")
final class Figures extends Subcommand {

	@Override
	int run(final CancelToken token) {
		terminal().print(FigurePage.markdown().stripTrailing());
		return 0;
	}
}
