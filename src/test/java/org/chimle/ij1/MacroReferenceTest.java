package org.chimle.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;

import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

import org.chimle.command.Inputs;
import org.junit.jupiter.api.Test;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** docs/macros.md, made from the commands and the replay cases. With -Dmacros.write=true the test writes the page. */
class MacroReferenceTest {

	private static final Path PAGE = Path.of("docs", "macros.md");

	private static final String INTRODUCTION = """
		# Macro reference of CHIMLE for ImageJ

		Made from the commands themselves (`mvn test -Dtest=MacroReferenceTest -Dmacros.write=true`). Keys are frozen: a macro
		that runs today runs with later versions. They are the same in ImageJ and Fiji, and as inputs of the commands for
		scripts; the recorder (`Plugins>Macros>Record...`) writes them.

		- A key that is left out takes its default. A call without any key opens the dialog, as ImageJ's own commands do, where there
		  is a screen. An unknown key or a value out of range ends the macro with a sentence in the Log window.
		- A value with blanks stands in brackets: `model_file=[/data/my model.chimle]`.
		- A box is ticked by its bare key (`mean`) or by `mean=true`, and left alone by leaving it out or by `mean=false`.
		- The image is the current one; `image=title` names another open one. Other images are named by their title or file.
		- In batch mode the result is the current image afterwards. Without a screen, tables of samples are `Results`.

		The examples are run by the tests, with their own folder in place of `/data`: recorded, replayed in batch mode and
		without a screen, and as commands of SciJava's CommandService.
		""";

	@Test
	void thePageIsUpToDate() throws IOException {
		if (Boolean.getBoolean("macros.write")) Files.writeString(PAGE, page());
		assertEquals(page(), Files.readString(PAGE),
			"make it again with: mvn test -Dtest=MacroReferenceTest -Dmacros.write=true");
	}

	@Test
	void everyInputIsExplained() {
		for (final String job : Launcher.JOBS.keySet()) {
			Inputs.settable(Modules.of(job)).forEach(item -> assertFalse(item.getDescription().isBlank(), job + " " + item
				.getName()));
		}
	}

	private static String page() {
		final StringBuilder page = new StringBuilder(INTRODUCTION);
		MenuEntries.byJob().forEach((job, title) -> add(page, job, title));
		return page.toString();
	}

	private static void add(final StringBuilder page, final String job, final String title) {
		final Module module = Modules.of(job);
		page.append("\n## ").append(title.replace("...", "")).append("\n\nMenu: `Plugins>CHIMLE>").append(title).append(
			"`; class `").append(Launcher.JOBS.get(job).getName()).append("`\n\n");
		final StringBuilder rows = new StringBuilder();
		Inputs.settable(module).forEach(item -> rows.append(row(item, module.getInput(item.getName()))));
		if (rows.length() > 0) {
			page.append("| key | type | values | default | what it is |\n|---|---|---|---|---|\n").append(rows).append("\n");
		}
		page.append("Results: ");
		String separator = "";
		for (final ModuleItem<?> item : module.getInfo().outputs()) {
			page.append(separator).append('`').append(item.getName()).append("` (").append(type(item)).append(" \"").append(item
				.getLabel()).append("\")");
			separator = ", ";
		}
		final ReplayCase example = ReplayCases.of(job);
		page.append(".\n\n```\n").append(example.opening()).append("run(\"").append(title).append('"');
		if (!example.options().isEmpty()) page.append(", \"").append(example.options()).append('"');
		page.append(");\n```\n");
	}

	private static String row(final ModuleItem<?> item, final Object value) {
		final boolean unset = value == null || value.toString().isEmpty();
		final String home = System.getProperty("user.home");
		final String shown = item.getType() == ImagePlus.class ? "the current image" : item
			.getType() == boolean.class ? "not ticked" : unset ? item.isRequired() ? "must be given" : "-"
			: "`" + number(value).replace(home, "~").replace('\\', '/') + "`";
		return "| `" + item.getName() + "` | " + type(item) + " | " + values(item) + " | " + shown + " | " + item.getDescription()
			.replace("|", "\\|") + " |\n";
	}

	private static String values(final ModuleItem<?> item) {
		if (!Inputs.choices(item).isEmpty()) return String.join(", ", Inputs.choices(item).stream().map(String::valueOf)
			.toList());
		if (item.getType() == boolean.class) return "ticked or not";
		final Object min = item.getMinimumValue();
		final Object max = item.getMaximumValue();
		if (item.getType() == ImagePlus.class || "listBox,image".equals(item.getWidgetStyle())) return "an open image's title" +
			(item.getType() == ImagePlus.class ? "" : ", a file, or none");
		if (min == null && max == null) return item.getType() == File.class ? place(item) : "any";
		if (max == null) return "from " + number(min);
		return min == null ? "up to " + number(max) : number(min) + " to " + number(max);
	}

	private static String place(final ModuleItem<?> item) {
		return switch (String.valueOf(item.getWidgetStyle())) {
			case "directory" -> "a folder";
			case "save" -> "a file to write";
			default -> "a file";
		};
	}

	/** Java writes 1.0E-4 where people write 0.0001. */
	private static String number(final Object value) {
		return value instanceof Double ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString() : value
			.toString();
	}

	private static String type(final ModuleItem<?> item) {
		final Class<?> type = item.getType();
		if (type == ImagePlus.class) return "image";
		if (type == ResultsTable.class) return "table";
		if (type == Plot.class) return "plot";
		if (type == File.class) return "file";
		if (type == boolean.class) return "box";
		if (type == String.class) return Inputs.choices(item).isEmpty() ? "text" : "choice";
		return type == double.class ? "number" : "whole number";
	}
}
