package org.chimle.workflow;

import java.util.Locale;

import org.chimle.engine.metric.Figure;

/** What the figures mean, as a page for people. */
public final class FigurePage {

	private static final String INTRODUCTION = """
		# Figures of CHIMLE for ImageJ

		Made by `scripts/chimle figures` from the table of figures that the program itself uses. The headings are those of
		the tables and stay as they are. A figure that cannot be computed is NaN in ImageJ's tables and in CSV, null in JSON,
		and the column `Note` says why.

		*Unit range*: intensities are mapped to 0..1, from 0..255 if the reference is 8-bit or RGB, else from the least and
		largest value of the reference's plane; without a reference the samples take its place. Every slice, frame and channel
		is an image of its own; the components of RGB are measured together. *Needs* names what must be given besides the
		samples. In Fourier ring correlation the pixel size of the sample stack counts.
		""";

	private FigurePage() {}

	/** @return the page as Markdown */
	public static String markdown() {
		final StringBuilder page = new StringBuilder(INTRODUCTION);
		for (final Figure.Table table : Figure.Table.values()) {
			page.append("\n## ").append(title(table)).append("\n\n").append(
				"| heading | formula | range | unit | better | needs | source |\n|---|---|---|---|---|---|---|\n");
			for (final Figure figure : Figure.of(table)) {
				page.append(String.join(" | ", "| " + figure.heading(), figure.formula().replace("|", "\\|"), figure.range(), figure
					.unit().isEmpty() ? "-" : figure.unit(), better(figure), figure.needs(), figure.source())).append(" |\n");
			}
			if (table == Figure.Table.SUMMARY) page.append(summedUp());
		}
		return page.toString();
	}

	private static String summedUp() {
		return "\nThe summary also has the best and the mean over samples of " + String.join(", ", Figure.summedUp().stream()
			.map(Figure::heading).toList()) + ", as `" + Figure.PSNR.bestHeading() + "`, `" + Figure.PSNR.meanHeading() +
			"` and so on. Samples without the figure are left out.\n";
	}

	/** @return the figures of an open stack as an HTML list, for the help of a dialog */
	public static String html() {
		final StringBuilder list = new StringBuilder("<h3>Columns of the tables</h3><dl>");
		for (final Figure figure : Figure.values()) {
			if (figure.table() == Figure.Table.CALIBRATION) continue;
			list.append("<dt><b>").append(figure.heading()).append("</b></dt><dd>").append(escaped(figure.formula())).append(
				". Range: ").append(figure.range()).append(figure.unit().isEmpty() ? "" : "; unit: " + figure.unit()).append(
					"; better: ").append(better(figure)).append("; needs: ").append(figure.needs()).append(". ").append(figure
						.source()).append(".</dd>");
		}
		return list.append("</dl>").toString();
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
			case CALIBRATION -> "Calibration over a folder";
		};
	}
}
