package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.chimle.engine.distribution.DistributionFigures;
import org.chimle.image.PrecisionRecallPlot;

/** The tables of a {@link FolderMeasurementJob} while they grow. Their headings are part of the interface. */
final class FolderTables {

	private static final int DECIMALS = 5;
	/** Distances of distributions differ by orders of magnitude between networks; ImageJ takes negative for scientific. */
	private static final int DIGITS = -6;
	/** Columns of the summary whose mean says nothing. */
	private static final Set<String> NO_FIGURES = Set.of("Label", "Image", "Samples", "Sigma");

	private final ResultsTable samples = table();
	private final ResultsTable summary = table();
	private final ResultsTable skipped = table();
	private int images;

	/** Appends the tables of one input, whatever columns they have. */
	void add(final MeasurementJob.Result one) {
		append(one.samples(), samples);
		append(one.summary(), summary);
		images += one.summary().size();
	}

	/** Images are numbered through. */
	private void append(final ResultsTable from, final ResultsTable to) {
		for (int row = 0; row < from.size(); row++) {
			to.incrementCounter();
			to.addLabel(from.getLabel(row));
			for (final String heading : from.getHeadings()) {
				if (heading.equals("Label")) continue;
				final double value = from.getValue(heading, row);
				final String text = from.getStringValue(heading, row);
				if (heading.equals("Image")) to.addValue(heading, images + value);
				else if (Double.isNaN(value) && !"NaN".equals(text)) to.addValue(heading, text);
				else to.addValue(heading, value);
			}
		}
	}

	void skip(final String name, final String reason) {
		skipped.incrementCounter();
		skipped.addLabel(name);
		skipped.addValue("Reason", reason);
	}

	/** @return why the first file was left out, without a full stop */
	String firstReason() {
		return skipped.size() == 0 ? "there are no images" : skipped.getLabel(0) + ": " + skipped.getStringValue("Reason", 0)
			.replaceAll("\\.$", "");
	}

	/**
	 * @param distributions compared
	 * @param calibrations of all inputs
	 * @param inputs references with samples
	 */
	FolderMeasurementJob.Result result(final Distributions distributions, final Calibrations calibrations,
		final int inputs)
	{
		return new FolderMeasurementJob.Result(samples, summary, means(inputs), distributions(distributions), calibrations
			.table(), skipped.size() == 0 ? null : skipped, curves(distributions), calibrations.curves());
	}

	private ResultsTable means(final int inputs) {
		final ResultsTable means = table();
		means.incrementCounter();
		means.addLabel("all");
		means.addValue("Inputs", inputs);
		means.addValue("Images", summary.size());
		means.addValue("Samples", samples.size());
		if (summary.size() == 0) return means;
		for (final String heading : summary.getHeadings()) {
			if (!NO_FIGURES.contains(heading)) means.addValue("Mean of " + heading, mean(heading));
		}
		return means;
	}

	/** Images for which a figure does not exist do not count. */
	private double mean(final String heading) {
		double sum = 0;
		int count = 0;
		for (int row = 0; row < summary.size(); row++) {
			final double value = summary.getValue(heading, row);
			if (Double.isNaN(value)) continue;
			sum += value;
			count++;
		}
		return sum / count;
	}

	private static ResultsTable distributions(final Distributions distributions) {
		final ResultsTable table = table();
		final String network = " (" + distributions.network() + ")";
		for (final Map.Entry<Integer, DistributionFigures> entry : distributions.figures().entrySet()) {
			final DistributionFigures figures = entry.getValue();
			table.incrementCounter();
			table.addLabel(distributions.name(entry.getKey()));
			table.addValue("Samples", figures.samples());
			table.addValue("References", figures.references());
			table.addValue("FID" + network, figures.frechet().value());
			table.addValue("KID" + network, figures.kernel().value());
			table.addValue("KID SD" + network, figures.kernel().standardDeviation());
			table.addValue("F8" + network, figures.curve().f8());
			table.addValue("F1/8" + network, figures.curve().f8th());
			table.addValue("Precision" + network, figures.precisionRecall().precision());
			table.addValue("Recall" + network, figures.precisionRecall().recall());
			table.addValue("Density" + network, figures.densityCoverage().density());
			table.addValue("Coverage" + network, figures.densityCoverage().coverage());
			table.addValue("Caution", String.join("; ", figures.cautions()));
			for (final String distance : List.of("FID", "KID", "KID SD")) {
				table.setDecimalPlaces(table.getColumnIndex(distance + network), DIGITS);
			}
		}
		return table;
	}

	private static ImagePlus curves(final Distributions distributions) {
		final List<PrecisionRecallPlot.Curve> curves = new ArrayList<>();
		distributions.figures().forEach((channel, figures) -> curves.add(new PrecisionRecallPlot.Curve((distributions
			.figures().size() == 1 ? "" : "c=" + (channel + 1) + " ") + distributions.network() + String.format(
				Locale.ROOT, " F8=%.3f F1/8=%.3f", figures.curve().f8(), figures.curve().f8th()), figures.curve()
					.recall(), figures.curve().precision())));
		return curves.isEmpty() ? null : PrecisionRecallPlot.draw(curves);
	}

	private static ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.setPrecision(DECIMALS);
		table.showRowNumbers(false);
		return table;
	}
}
