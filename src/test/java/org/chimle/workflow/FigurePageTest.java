package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.InversionConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.Figure;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigurePageTest {

	@Test
	void thePageIsUpToDate() throws IOException {
		assertEquals(FigurePage.markdown().stripTrailing(), Files.readString(Path.of("docs/metrics.md")).stripTrailing(),
			"make it again with: scripts/chimle figures > docs/metrics.md");
	}

	@Test
	void everyFigureIsExplainedOnceInItsTable() {
		final String page = FigurePage.markdown();
		for (final Figure.Table table : Figure.Table.values()) {
			final List<String> headings = Figure.of(table).stream().map(Figure::heading).toList();
			assertEquals(headings.size(), new HashSet<>(headings).size(), headings.toString());
			final String rows = headings.stream().map(heading -> "\n| " + heading + " | ").filter(page::contains).collect(
				Collectors.joining());
			assertEquals(headings.size(), rows.split("\n").length - 1, rows);
		}
		for (final Figure figure : Figure.values()) {
			assertTrue(figure.heading().length() <= 17, figure.heading());
			assertTrue(FigurePage.html(figure.table()).contains("<b>" + figure.heading() + "</b>"), figure.heading());
		}
	}

	/** Whatever the jobs put into a table stands on the page; means and bests are those of a figure on it. */
	@Test
	void everyColumnOfEveryTableIsOnThePage(@TempDir final Path folder) {
		for (int i = 0; i < 2; i++) {
			TestImages.save(TestImages.stack("r", 8, 20 + i, 20, 1, 1, 1), folder.resolve("r/im" + i + ".tif"));
			TestImages.save(TestImages.stack("s", 8, 20 + i, 20, 1, 1, 4), folder.resolve("s/im" + i + ".tif"));
		}
		TestImages.save(TestImages.stack("s", 8, 20, 20, 1, 1, 4), folder.resolve("s/of-nothing.tif"));
		final FolderMeasurementJob.Result found = new FolderMeasurementJob(folder.resolve("s").toString(), folder.resolve("r")
			.toString(), "", "bundled", 0.2, 1, "cpu").run(JobMonitor.silent());
		final CoverageJob.Result reached = new CoverageJob("unused", new InversionConfig(1, 1, 0.1, 1), "cpu").run(TinyModels
			.random(Task.GENERIC), TestImages.stack("x", 8, 16, 16, 1, 1, 1), TestImages.stack("y", 8, 16, 16, 1, 1, 1), JobMonitor
				.silent());
		final String page = FigurePage.markdown();
		for (final ResultsTable table : List.of(found.samples(), found.summary(), found.folder(), found.distribution(), found
			.calibration(), found.skipped(), CalibrationPlot.table(found), reached.restarts(), reached.summary()))
		{
			for (final String heading : table.getHeadings()) {
				final String known = heading.replaceFirst("^Mean of ", "").replace(" (bundled)", "");
				assertTrue(page.contains("\n| " + known + " | ") || isSummedUp(known), heading);
			}
		}
	}

	private static boolean isSummedUp(final String heading) {
		return Figure.summedUp().stream().anyMatch(figure -> figure.bestHeading().equals(heading) || figure.meanHeading()
			.equals(heading));
	}
}
