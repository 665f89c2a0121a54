package org.chimle.ui.explorer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExplorerHelpTest {

	@Test
	void thePageLeadsToTheGuide() {
		final String page = ExplorerHelp.page("https://host/explore.md#here");
		assertTrue(page.startsWith("<html>") && page.endsWith("</html>"), page);
		assertTrue(page.contains("<a href=\"https://host/explore.md#here\">https://host/explore.md#here</a>"), page);
	}
}
