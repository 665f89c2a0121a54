package org.chimle.workflow;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.metric.Consistency;
import org.chimle.image.Region;

/** What a run learns about its samples on the way. */
final class RunFacts {

	private final GenerationPlan plan;
	private final double range;
	private double means;
	private double deviations;
	private long values;
	private double errors;
	private long samples;
	private double largestDeviation;
	private double largestQuartileDistance;

	RunFacts(final GenerationPlan plan) {
		this.plan = plan;
		final List<IntensityRange> ranges = plan.outputRanges();
		range = ranges.stream().mapToDouble(one -> one.high() - one.low()).max().orElseThrow();
	}

	/** Takes a sample and what it was made of, in stored units. */
	void add(final FloatImage sample, final FloatImage seen) {
		if (!plan.model().normalisation().keepsUnits()) return;
		errors += Consistency.of(sample, seen, range).meanSquaredError();
		samples++;
	}

	/** Takes what was made of the samples of a position. */
	void addPosition(final FloatImage mean, final FloatImage deviation) {
		for (final float value : mean.data()) means += value;
		for (final float value : deviation.data()) {
			deviations += value;
			largestDeviation = Math.max(largestDeviation, value);
		}
		values += mean.data().length;
	}

	void addQuartiles(final FloatImage distances) {
		for (final float value : distances.data()) largestQuartileDistance = Math.max(largestQuartileDistance, value);
	}

	double largestDeviation() {
		return largestDeviation;
	}

	double largestQuartileDistance() {
		return largestQuartileDistance;
	}

	/** @param offset stored minus read values */
	GenerationFacts result(final GenerationJob job, final Agreement agreement, final int offset) {
		final List<Double> thresholds = new ArrayList<>();
		for (int c = 1; job.outputs().has(Output.AGREEMENT) && c <= plan.outputChannels(); c++) {
			thresholds.add(agreement.threshold(c));
		}
		final Region size = plan.region().times(plan.scale());
		return new GenerationFacts(size.width(), size.height(), means / values - offset, deviations / values, 10 * Math.log10(
			range * range * samples / errors), thresholds);
	}
}
