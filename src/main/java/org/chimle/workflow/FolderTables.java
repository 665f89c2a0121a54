package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.chimle.engine.distribution.DistributionFigures;
import org.chimle.engine.metric.Figure;
import org.chimle.image.PrecisionRecallPlot;
import org.chimle.image.Tables;

/** The tables of a {@link FolderMeasurementJob} while they grow. Their headings are part of the interface. */
final class FolderTables {

	private static final int DECIMALS = 5;
	/** Distances of distributions differ by orders of magnitude between networks; ImageJ takes negative for scientific. */
	private static final int DIGITS = -6;
	private static final List<Figure> DISTANCES = List.of(Figure.FRECHET_DISTANCE, Figure.KERNEL_DISTANCE,
		Figure.KERNEL_DEVIATION);
	/** Columns of the summary whose mean says nothing. */
	private static final Set<String> NO_FIGURES = Arrays.stream(KeyColumn.values()).map(KeyColumn::heading).collect(
		Collectors.toUnmodifiableSet());

	private final ResultsTable samples = Tables.empty(DECIMALS);
	private final ResultsTable summary = Tables.empty(DECIMALS);
	private final ResultsTable skipped = Tables.empty(DECIMALS);
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
				if (heading.equals(KeyColumn.LABEL.heading())) continue;
				final double value = from.getValue(heading, row);
				final String text = from.getStringValue(heading, row);
				if (heading.equals(KeyColumn.IMAGE.heading())) to.addValue(heading, images + value);
				else if (Double.isNaN(value) && !"NaN".equals(text)) to.addValue(heading, text);
				else to.addValue(heading, value);
			}
		}
	}

	void skip(final String name, final String reason) {
		skipped.incrementCounter();
		skipped.addLabel(name);
		skipped.addValue(KeyColumn.REASON.heading(), reason);
	}

	/** @return why the first file was left out, without a full stop */
	String firstReason() {
		return skipped.size() == 0 ? "there are no images" : skipped.getLabel(0) + ": " + skipped.getStringValue(
			KeyColumn.REASON.heading(), 0)
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
		final ResultsTable means = Tables.empty(DECIMALS);
		means.incrementCounter();
		means.addLabel("all");
		means.addValue(KeyColumn.INPUTS.heading(), inputs);
		means.addValue(KeyColumn.IMAGES.heading(), summary.size());
		means.addValue(KeyColumn.SAMPLES.heading(), samples.size());
		if (summary.size() == 0) return means;
		for (final String heading : summary.getHeadings()) {
			if (!NO_FIGURES.contains(heading)) means.addValue("Mean of " + heading, mean(heading));
			if (heading.equals(Figure.RING_CORRELATION.heading())) addUnit(means, heading);
		}
		return means;
	}

	/** Lengths in different units have no mean. */
	private void addUnit(final ResultsTable means, final String heading) {
		final Set<String> units = IntStream.range(0, summary.size()).mapToObj(row -> summary.getStringValue(
			KeyColumn.RING_CORRELATION_UNIT.heading(), row)).collect(Collectors.toCollection(TreeSet::new));
		if (units.size() > 1) means.addValue("Mean of " + heading, Double.NaN);
		means.addValue(KeyColumn.RING_CORRELATION_UNIT.heading(), String.join(", ", units));
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
		final ResultsTable table = Tables.empty(DECIMALS);
		for (final Map.Entry<Integer, DistributionFigures> entry : distributions.figures().entrySet()) {
			final DistributionFigures figures = entry.getValue();
			table.incrementCounter();
			table.addLabel(distributions.name(entry.getKey()));
			table.addValue(KeyColumn.SAMPLES.heading(), figures.samples());
			table.addValue(KeyColumn.REFERENCES.heading(), figures.references());
			for (final Figure figure : Figure.of(Figure.Table.DISTRIBUTION)) {
				table.addValue(figure.heading(distributions.network()), value(figure, figures));
			}
			table.addValue(KeyColumn.CAUTION.heading(), String.join("; ", figures.cautions()));
			for (final Figure distance : DISTANCES) {
				table.setDecimalPlaces(table.getColumnIndex(distance.heading(distributions.network())), DIGITS);
			}
		}
		return table;
	}

	private static double value(final Figure figure, final DistributionFigures found) {
		return switch (figure) {
			case FRECHET_DISTANCE -> found.frechet().value();
			case KERNEL_DISTANCE -> found.kernel().value();
			case KERNEL_DEVIATION -> found.kernel().standardDeviation();
			case CURVE_RECALL -> found.curve().f8();
			case CURVE_PRECISION -> found.curve().f8th();
			case PRECISION -> found.precisionRecall().precision();
			case RECALL -> found.precisionRecall().recall();
			case DENSITY -> found.densityCoverage().density();
			case COVERAGE -> found.densityCoverage().coverage();
			default -> throw new IllegalArgumentException(figure + " is no figure of distributions");
		};
	}

	private static ImagePlus curves(final Distributions distributions) {
		final List<PrecisionRecallPlot.Curve> curves = new ArrayList<>();
		distributions.figures().forEach((channel, figures) -> curves.add(new PrecisionRecallPlot.Curve((distributions
			.figures().size() == 1 ? "" : "c=" + (channel + 1) + " ") + distributions.network() + String.format(
				Locale.ROOT, " F8=%.3f F1/8=%.3f", figures.curve().f8(), figures.curve().f8th()), figures.curve()
					.recall(), figures.curve().precision())));
		return curves.isEmpty() ? null : PrecisionRecallPlot.draw(curves);
	}
}
