package org.chimle.ui.monitor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a chart: from values to positions along it, and round values to be named.
 *
 * @param low the value at position 0; above 0 on a logarithmic axis
 * @param high the value at position 1, above {@code low}
 * @param logarithmic whether equal ratios, instead of equal differences, are equally long
 */
record Axis(double low, double high, boolean logarithmic) {

	private static final int[] ROUND = { 1, 2, 5 };
	/** A logarithmic axis that covers more than this ratio names powers of ten only. */
	private static final double WIDE = 50;
	/** One that covers less than this ratio is named like a linear one. */
	private static final double NARROW = 5;

	/** @return the logarithmic axis that a few per cent more than the values fill */
	static Axis logarithmicOver(final double least, final double largest) {
		return new Axis(least / 1.15, Math.max(largest, least * 1.3) * 1.15, true);
	}

	/** @return a linear axis from 0 */
	static Axis upTo(final double largest) {
		return new Axis(0, Math.max(1, largest), false);
	}

	/** @return 0..1 for values on the axis */
	double position(final double value) {
		return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
	}

	/** @return round values on the axis, about as many as wanted on a linear or a short one */
	List<Double> ticks(final int wanted) {
		return logarithmic && high / low >= NARROW ? logarithmicTicks() : linearTicks(wanted);
	}

	private List<Double> logarithmicTicks() {
		final List<Double> ticks = new ArrayList<>();
		final boolean powersOnly = high / low > WIDE;
		for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
			for (final int digit : ROUND) {
				final double value = digit * Math.pow(10, power);
				if (value >= low && value <= high && (digit == 1 || !powersOnly)) ticks.add(value);
			}
		}
		return ticks;
	}

	private List<Double> linearTicks(final int wanted) {
		final double rough = (high - low) / Math.max(1, wanted);
		final double power = Math.pow(10, Math.floor(Math.log10(rough)));
		double step = 10 * power;
		for (int i = ROUND.length - 1; i >= 0; i--) if (ROUND[i] * power >= rough) step = ROUND[i] * power;
		final List<Double> ticks = new ArrayList<>();
		for (long i = (long) Math.ceil(low / step); i * step <= high; i++) ticks.add(i * step);
		return ticks;
	}

	/** @return a round value in words, e.g. {@code "0.02"} */
	static String name(final double tick) {
		return new BigDecimal(tick, new MathContext(6)).stripTrailingZeros().toPlainString();
	}
}
