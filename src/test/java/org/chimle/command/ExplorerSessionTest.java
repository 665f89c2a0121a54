package org.chimle.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.junit.jupiter.api.Test;

/** The help of the explorer's window leads to a place that is there. */
class ExplorerSessionTest {

	@Test
	void theGuideHasTheChapterAndTheHeading() throws Exception {
		final String[] parts = ExplorerSession.GUIDE.split("/docs/guide/")[1].split("#");
		final boolean found = Files.readAllLines(Path.of("docs/guide", parts[0])).stream().filter(line -> line.startsWith("#"))
			.map(line -> line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-')).anyMatch(parts[1]::equals);
		assertTrue(found, ExplorerSession.GUIDE);
	}
}
