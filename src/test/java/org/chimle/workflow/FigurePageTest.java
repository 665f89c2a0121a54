package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.chimle.engine.metric.Figure;
import org.junit.jupiter.api.Test;

class FigurePageTest {

	@Test
	void thePageIsUpToDate() throws IOException {
		assertEquals(FigurePage.markdown().stripTrailing(), Files.readString(Path.of("docs/metrics.md")).stripTrailing(),
			"make it again with: scripts/chimle figures > docs/metrics.md");
	}

	@Test
	void everyFigureIsExplainedOnce() {
		final String page = FigurePage.markdown();
		for (final Figure figure : Figure.values()) {
			assertEquals(2, page.split("\n\\| " + figure.heading().replaceAll("([()])", "\\\\$1") + " \\|", -1).length, figure
				.heading());
			assertTrue(figure.heading().length() <= 17, figure.heading());
		}
		assertEquals(Figure.values().length, Arrays.stream(Figure.values()).map(Figure::heading).distinct().count());
		assertTrue(FigurePage.html().contains("Fourier ring correlation"));
	}
}
