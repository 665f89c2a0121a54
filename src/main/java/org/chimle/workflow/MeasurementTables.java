package org.chimle.workflow;

import ij.measure.ResultsTable;

import org.chimle.engine.metric.MeasuredImage;

/** The two tables of a {@link MeasurementJob} while they grow. Their headings are part of the interface. */
final class MeasurementTables {

	private static final int DECIMALS = 5;

	private final double sigma;
	private final ResultsTable rows = table();
	private final ResultsTable summaries = table();

	MeasurementTables(final double sigma) {
		this.sigma = sigma;
	}

	MeasurementJob.Result result() {
		return new MeasurementJob.Result(rows, summaries);
	}

	private static ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.setPrecision(DECIMALS);
		table.showRowNumbers(false);
		return table;
	}

	/**
	 * @param label names the image
	 * @param image its number, from 1
	 * @param measured its figures
	 */
	void add(final String label, final int image, final MeasuredImage measured) {
		for (int s = 0; s < measured.samples().size(); s++) {
			final MeasuredImage.Sample sample = measured.samples().get(s);
			rows.incrementCounter();
			rows.addLabel(label);
			rows.addValue("Image", image);
			rows.addValue("Sample", s + 1);
			rows.addValue("PSNR (dB)", sample.psnr());
			rows.addValue("SSIM", sample.ssim());
			rows.addValue("MSE", sample.meanSquaredError());
			rows.addValue("Distance", sample.distance());
			rows.addValue("Consistency (dB)", sample.consistency());
		}
		final MeasuredImage.Summary summary = measured.summary();
		summaries.incrementCounter();
		summaries.addLabel(label);
		summaries.addValue("Image", image);
		summaries.addValue("Samples", measured.samples().size());
		summaries.addValue("Diversity", summary.diversity());
		summaries.addValue("FwV", summary.weightedVariance());
		summaries.addValue("Sigma", sigma);
		summaries.addValue("Best PSNR (dB)", summary.bestPsnr());
		summaries.addValue("Best SSIM", summary.bestSsim());
		summaries.addValue("Best distance", summary.bestDistance());
	}
}
