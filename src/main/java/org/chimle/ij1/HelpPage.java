package org.chimle.ij1;

import org.chimle.command.ChimleCommand;
import org.chimle.command.Inputs;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** What the Help button of a dialog opens: every input in a sentence, its range and its macro key, and the guide. */
final class HelpPage {

	private HelpPage() {}

	/**
	 * @param title names the command
	 * @param module the command
	 * @return the page, HTML
	 */
	static String of(final String title, final Module module) {
		final StringBuilder help = new StringBuilder("<html><h2>").append(title.replace("...", "")).append("</h2>");
		if (module instanceof ChimleCommand command) {
			final String address = ChimleCommand.guide(command.chapter());
			help.append("<p>In the user guide: <a href=\"").append(address).append("\">").append(address).append("</a></p>");
		}
		help.append("<dl>");
		Inputs.settable(module).forEach(item -> help.append("<dt><b>").append(item.getLabel()).append("</b></dt><dd>")
			.append(item.getDescription()).append(range(item)).append(" <i>Macro key: ").append(item.getName()).append(
				"</i></dd>"));
		help.append("</dl>").append(module instanceof ChimleCommand command ? command.help() : "");
		return help.append("</html>").toString();
	}

	private static String range(final ModuleItem<?> item) {
		final Object min = item.getMinimumValue();
		final Object max = item.getMaximumValue();
		if (min == null && max == null) return "";
		return max == null ? " At least " + min + "." : min == null ? " At most " + max + "." : " From " + min + " to " + max +
			".";
	}
}
