package org.chimle.workflow;

import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.metric.Figure;
import org.chimle.engine.metric.MeasuredImage;
import org.chimle.image.Tables;

/** The two tables of a {@link MeasurementJob} while they grow. Their headings are part of the interface. */
final class MeasurementTables {

	private static final int DECIMALS = 5;

	private final double sigma;
	private final String distance;
	private final String unit;
	private final ResultsTable rows = Tables.empty(DECIMALS);
	private final ResultsTable summaries = Tables.empty(DECIMALS);

	/**
	 * @param sigma bandwidth of the faithfulness weights
	 * @param distance names the perceptual distance
	 * @param unit of length
	 */
	MeasurementTables(final double sigma, final String distance, final String unit) {
		this.sigma = sigma;
		this.distance = distance;
		this.unit = unit;
	}

	ResultsTable samples() {
		return rows;
	}

	ResultsTable summary() {
		return summaries;
	}

	/**
	 * @param label names the image
	 * @param image its number, from 1
	 * @param measured its figures
	 * @param notes what else is to be said about it
	 */
	void add(final String label, final int image, final MeasuredImage measured, final List<String> notes) {
		for (int s = 0; s < measured.samples().size(); s++) {
			rows.incrementCounter();
			rows.addLabel(label);
			rows.addValue(KeyColumn.IMAGE.heading(), image);
			rows.addValue(KeyColumn.SAMPLE.heading(), s + 1);
			for (final Figure figure : Figure.of(Figure.Table.SAMPLES)) {
				rows.addValue(figure.heading(), measured.samples().get(s).get(figure));
			}
			rows.addValue(KeyColumn.NOTE.heading(), measured.samples().get(s).note());
		}
		summaries.incrementCounter();
		summaries.addLabel(label);
		summaries.addValue(KeyColumn.IMAGE.heading(), image);
		summaries.addValue(KeyColumn.SAMPLES.heading(), measured.samples().size());
		for (final Figure figure : Figure.of(Figure.Table.SUMMARY)) {
			summaries.addValue(figure.heading(), measured.summary().get(figure));
			if (figure == Figure.WEIGHTED_VARIANCE) summaries.addValue(KeyColumn.SIGMA.heading(), sigma);
			if (figure == Figure.RING_CORRELATION) summaries.addValue(KeyColumn.RING_CORRELATION_UNIT.heading(), unit);
		}
		for (final Figure figure : Figure.summedUp()) {
			summaries.addValue(figure.bestHeading(), measured.best(figure));
			summaries.addValue(figure.meanHeading(), measured.mean(figure));
		}
		summaries.addValue(KeyColumn.DISTANCE.heading(), distance);
		final List<String> all = new ArrayList<>(notes);
		if (!measured.summary().note().isEmpty()) all.add(measured.summary().note());
		summaries.addValue(KeyColumn.NOTE.heading(), String.join("; ", all));
	}
}
