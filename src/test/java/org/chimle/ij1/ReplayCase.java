package org.chimle.ij1;

import java.nio.file.Path;
import java.util.List;

/**
 * A macro line for one command that runs as it stands. {@link PlainImageJTest} enters its options in the dialog, replays
 * what was recorded in batch mode and without a screen, and runs the command in a SciJava context; docs/macros.md shows it.
 * Paths begin with {@value #DATA}, which stands for the folder that {@link ReplayData} fills.
 *
 * @param before images to open first, the last of which becomes the current one
 * @param options the options, as in a macro
 * @param check an expression of ImageJ's macro language that looks at the result
 * @param expected its value
 * @param withoutScreen the same where there are no windows of tables: an expression whose value is {@code expected} too
 * @param outputs names of the outputs that the command must deliver, and no others
 */
record ReplayCase(List<String> before, String options, String check, String expected, String withoutScreen,
	List<String> outputs)
{

	/** Stands for the folder of the data. */
	static final String DATA = "/data";

	/** A case whose result can be looked at with and without a screen. */
	ReplayCase(final List<String> before, final String options, final String check, final String expected,
		final List<String> outputs)
	{
		this(before, options, check, expected, check, outputs);
	}

	/** A case whose result is a window; without a screen it is enough that the macro went on. */
	static ReplayCase ofWindow(final List<String> before, final String options, final String check,
		final String expected, final List<String> outputs)
	{
		return new ReplayCase(before, options, check, expected, "'" + expected + "'", outputs);
	}

	/** @return the macro's statements that open the images */
	String opening() {
		final StringBuilder statements = new StringBuilder();
		for (final String file : before) statements.append("open(\"").append(DATA).append('/').append(file).append("\");\n");
		return statements.toString();
	}

	/** @return a text of this case for data in a folder */
	static String in(final Path folder, final String text) {
		return text.replace(DATA + "/", folder.toString().replace('\\', '/') + "/");
	}
}
