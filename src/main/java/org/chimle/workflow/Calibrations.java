package org.chimle.workflow;

import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.metric.Calibration;
import org.chimle.engine.metric.Figure;
import org.chimle.engine.metric.MeasuredImage;
import org.chimle.image.Planes;
import org.chimle.image.Tables;

/**
 * Collects, channel by channel, whether the spread of samples says how wrong they are, see {@link Calibration}. All
 * images of a channel are mapped to the same units. Images are not kept.
 */
final class Calibrations {

	private static final int DECIMALS = 5;
	private static final int LEAST = 2;
	/** With fewer samples their variance is too noisy to sort by. */
	private static final int LEAST_FOR_CURVE = 4;

	/** One channel. */
	private static final class Channel {

		private final Calibration calibration = new Calibration();
		private int images;
		private int measured;
		private int notFinite;
		private int fewest = Integer.MAX_VALUE;

		void add(final List<FloatImage> samples, final FloatImage reference) {
			images++;
			final List<FloatImage> finite = samples.stream().filter(Planes::isFinite).toList();
			if (finite.size() < samples.size()) notFinite++;
			if (finite.size() < LEAST) return;
			calibration.add(finite, reference);
			measured++;
			fewest = Math.min(fewest, finite.size());
		}

		/** @return what limits the figures, a few words each */
		List<String> cautions() {
			final List<String> cautions = new ArrayList<>();
			if (notFinite > 0) cautions.add(notFinite + " of " + images +
				" images have samples with values that are not finite, which do not count");
			if (measured < images) cautions.add(images - measured + " of " + images + " images have fewer than " +
				LEAST + " samples and do not count");
			if (measured == 0) return cautions;
			if (fewest < LEAST_FOR_CURVE) cautions.add("with fewer than " + LEAST_FOR_CURVE +
				" samples (here " + fewest + ") curve, slope, intercept and ENCE are bent by noise");
			if (calibration.result().curve().size() < 2) cautions.add("the spread hardly differs between pixels, so the curve has " +
				"no slope and no intercept");
			for (final int[] level : new int[][] { { 50, 3 }, { 80, 9 }, { 90, 19 } }) {
				if (fewest < level[1]) cautions.add("the " + level[0] + " % interval needs " + level[1] + " samples");
			}
			return cautions;
		}
	}

	private final Map<Integer, Channel> channels = new TreeMap<>();

	/**
	 * Adds an input's samples, where they have a reference and the channels of all references.
	 *
	 * @param plan its planes; references are finite
	 * @param range the common units
	 */
	void add(final MeasurementPlan plan, final ReferenceRange range) {
		if (plan.reference() == null || plan.groups() != range.ranges().size()) return;
		for (int i = 0; i < plan.images(); i++) {
			final int c = i % plan.groups();
			final MeasuredImage.Subject subject = plan.subject(i);
			channels.computeIfAbsent(c, key -> new Channel()).add(subject.samples().stream().map(image -> range.unit(image, c))
				.toList(), range.unit(subject.reference(), c));
		}
	}

	private String name(final int channel) {
		return channels.size() == 1 ? "all" : "c=" + (channel + 1);
	}

	/** @return one row per channel, or null if no samples have a reference */
	ResultsTable table() {
		if (channels.isEmpty()) return null;
		final ResultsTable table = Tables.empty(DECIMALS);
		channels.forEach((c, channel) -> addRow(table, c, channel));
		return table;
	}

	private void addRow(final ResultsTable table, final int c, final Channel channel) {
		final Calibration.Result found = channel.measured == 0 ? null : channel.calibration.result();
		table.incrementCounter();
		table.addLabel(name(c));
		table.addValue(KeyColumn.IMAGES.heading(), channel.measured);
		table.addValue(KeyColumn.FEWEST_SAMPLES.heading(), channel.measured == 0 ? 0 : channel.fewest);
		for (final Figure figure : Figure.of(Figure.Table.CALIBRATION)) {
			table.addValue(figure.heading(), found == null ? Double.NaN : value(figure, found));
		}
		table.addValue(KeyColumn.IDEAL_RANGE.heading(), found == null ? Double.NaN : found.range().nominal());
		table.addValue(KeyColumn.CAUTION.heading(), String.join("; ", channel.cautions()));
	}

	private static double value(final Figure figure, final Calibration.Result found) {
		return switch (figure) {
			case CALIBRATION_ERROR -> found.ence();
			case CALIBRATION_SLOPE -> found.slope();
			case CALIBRATION_INTERCEPT -> found.intercept();
			case DEVIATION_FACTOR -> found.factor();
			case COVERAGE_50 -> found.coverage().get(0).observed();
			case COVERAGE_80 -> found.coverage().get(1).observed();
			case COVERAGE_90 -> found.coverage().get(2).observed();
			case COVERAGE_RANGE -> found.range().observed();
			default -> throw new IllegalArgumentException(figure + " is no figure of calibration");
		};
	}

	/** @return the curves of the channels that have one */
	List<FolderMeasurementJob.CalibrationCurve> curves() {
		final List<FolderMeasurementJob.CalibrationCurve> curves = new ArrayList<>();
		channels.forEach((c, channel) -> {
			if (channel.measured == 0) return;
			final List<Calibration.Bin> bins = channel.calibration.result().curve();
			if (!bins.isEmpty()) curves.add(new FolderMeasurementJob.CalibrationCurve(name(c), bins));
		});
		return curves;
	}
}
