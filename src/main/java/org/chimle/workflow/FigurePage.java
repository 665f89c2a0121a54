package org.chimle.workflow;

import java.util.Locale;

import org.chimle.engine.metric.Figure;

/** What the columns of the tables mean, as a page for people and as the help of the dialogs. */
public final class FigurePage {

	private static final String INTRODUCTION = """
		# Figures of CHIMLE for ImageJ

		Made by `scripts/chimle figures` from the table of figures that the program itself uses. The headings are those of
		the tables and stay as they are. A figure that cannot be computed is NaN in ImageJ's tables and in CSV, null in JSON,
		and the column `Note` says why.

		*Unit range*: intensities are mapped to 0..1, from 0..255 if the reference is 8-bit or RGB, else from the least and
		largest value of the reference's plane; without a reference the samples take its place. Where a folder is measured as
		a whole (distributions, calibration), least and largest value are those of all references. Every slice, frame and
		channel is an image of its own; the components of RGB are measured together. *Needs* names what must be given besides
		the samples. In Fourier ring correlation the pixel size of the sample stack counts.
		""";
	private static final String COLUMNS = "| heading | formula | range | unit | better | needs | source |\n" +
		"|---|---|---|---|---|---|---|\n";

	private FigurePage() {}

	/** @return the page as Markdown */
	public static String markdown() {
		final StringBuilder page = new StringBuilder(INTRODUCTION);
		for (final Figure.Table table : Figure.Table.values()) {
			page.append("\n## ").append(title(table)).append("\n\n").append(preface(table)).append(COLUMNS);
			for (final Figure figure : Figure.of(table)) {
				page.append(String.join(" | ", "| " + figure.heading(), figure.formula().replace("|", "\\|"), figure.range(), figure
					.unit().isEmpty() ? "-" : figure.unit(), better(figure), figure.needs(), figure.source())).append(" |\n");
			}
			if (table == Figure.Table.SUMMARY) page.append('\n').append(summedUp("`")).append("\n");
		}
		page.append("\n## Other columns\n\n| heading | content |\n|---|---|\n");
		for (final KeyColumn column : KeyColumn.values()) {
			page.append("| ").append(column.heading()).append(" | ").append(column.meaning()).append(" |\n");
		}
		return page.toString();
	}

	/** @return what stands in front of the figures of a table, a paragraph or nothing */
	private static String preface(final Figure.Table table) {
		return switch (table) {
			case DISTRIBUTION -> "Samples and references are compared as two sets, by features that a network makes of every " +
				"image. The network's name\nstands behind every heading, e.g. `" + Figure.FRECHET_DISTANCE.heading("bundled") +
				"`, `" + Figure.FRECHET_DISTANCE.heading("inception-2048") + "`. Never compare figures of different\nnetworks, nor " +
				"FID of different numbers of images.\n\n";
			case CALIBRATION -> "Whether the spread of the samples at a pixel (standard deviation s of n samples, in unit range) " +
				"says how wrong they are there.\n\n";
			case SAMPLES, SUMMARY, RESTARTS, COVERAGE -> "";
		};
	}

	private static String summedUp(final String quote) {
		return "The summary also has the best and the mean over samples of " + String.join(", ", Figure.summedUp().stream().map(
			Figure::heading).toList()) + ", as " + quote + Figure.PSNR.bestHeading() + quote + ", " + quote + Figure.PSNR
				.meanHeading() + quote + " and so on. Samples without the figure are left out. The means over a folder are " + quote +
			"Mean of FwV" + quote + " and so on.";
	}

	/**
	 * @param tables those that a command makes
	 * @return their columns as HTML lists, for the help of its dialog
	 */
	public static String html(final Figure.Table... tables) {
		final StringBuilder page = new StringBuilder();
		for (final Figure.Table table : tables) {
			page.append("<h3>").append(title(table)).append("</h3>");
			if (!preface(table).isEmpty()) page.append("<p>").append(preface(table).replace("`", "").strip()).append("</p>");
			page.append("<dl>");
			for (final Figure figure : Figure.of(table)) page.append(entry(figure));
			page.append("</dl>");
			if (table == Figure.Table.SUMMARY) page.append("<p>").append(summedUp("")).append("</p>");
		}
		page.append("<h3>Other columns</h3><dl>");
		for (final KeyColumn column : KeyColumn.values()) {
			page.append("<dt><b>").append(column.heading()).append("</b></dt><dd>").append(escaped(column.meaning())).append(
				".</dd>");
		}
		return page.append("</dl>").toString();
	}

	private static String entry(final Figure figure) {
		return "<dt><b>" + figure.heading() + "</b></dt><dd>" + escaped(figure.formula()) + ". Range: " + figure.range() +
			(figure.unit().isEmpty() ? "" : "; unit: " + figure.unit()) + "; better: " + better(figure) + "; needs: " + figure
				.needs() + ". " + figure.source() + ".</dd>";
	}

	private static String escaped(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}

	private static String better(final Figure figure) {
		return figure.better().name().toLowerCase(Locale.ROOT);
	}

	private static String title(final Figure.Table table) {
		return switch (table) {
			case SAMPLES -> "Per sample";
			case SUMMARY -> "Per image";
			case DISTRIBUTION -> "Distributions: all samples of a folder against all references";
			case CALIBRATION -> "Calibration over a folder";
			case RESTARTS -> "Mode coverage, per search";
			case COVERAGE -> "Mode coverage, per image";
		};
	}
}
