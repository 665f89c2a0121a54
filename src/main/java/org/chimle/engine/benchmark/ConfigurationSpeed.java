package org.chimle.engine.benchmark;

import java.util.List;

/**
 * How fast one configuration runs.
 *
 * @param name names the configuration
 * @param training optimisation steps; their work is counted as three forward passes per pair of the batch
 * @param search candidates of the code search, one entry per level, coarsest first
 * @param sampling samples of one image
 * @param samplingPeakMebibytes largest resident memory of the process while sampling, -1 where unknown
 */
public record ConfigurationSpeed(String name, Rate training, List<Rate> search, Rate sampling,
	long samplingPeakMebibytes)
{

	/** Copies the list. */
	public ConfigurationSpeed {
		search = List.copyOf(search);
	}

	/**
	 * A speed.
	 *
	 * @param perSecond units per second
	 * @param gflops the network's convolutions in these units, 10^9 floating-point operations per second
	 */
	public record Rate(double perSecond, double gflops) {

		/** The rate of units that take the given number of multiply-adds, two operations each. */
		static Rate of(final double perSecond, final long multiplyAdds) {
			return new Rate(perSecond, 2e-9 * perSecond * multiplyAdds);
		}
	}
}
