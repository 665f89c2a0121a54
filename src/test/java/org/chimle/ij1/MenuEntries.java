package org.chimle.ij1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The menu as plugins.config lists it. */
final class MenuEntries {

	private static final Pattern ENTRY = Pattern.compile("Plugins>CHIMLE, \"(.*)\", org\\.chimle\\.ij1\\.ChimlePlugIn\\(\"(.*)\"\\)");

	private static final String SEPARATOR = "Plugins>CHIMLE, \"-\"";

	private MenuEntries() {}

	/** @return label by the key of the job, in the order of the menu */
	static Map<String, String> byJob() {
		final Map<String, String> entries = new LinkedHashMap<>();
		try {
			for (final String line : Files.readAllLines(Path.of("plugins.config"))) {
				final Matcher entry = ENTRY.matcher(line);
				if (entry.matches()) entries.put(entry.group(2), entry.group(1));
				else if (!line.isBlank() && !line.startsWith("#") && !line.equals(SEPARATOR)) throw new AssertionError("unexpected line: " + line);
			}
		}
		catch (final IOException exc) {
			throw new AssertionError("plugins.config cannot be read", exc);
		}
		return entries;
	}
}
