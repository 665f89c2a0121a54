package org.chimle.engine.benchmark;

/**
 * How fast one configuration runs.
 *
 * @param name names the configuration
 * @param exact in float32
 * @param quick where a shorter format is used, see {@link BenchmarkReport#quick}; null if the device has none
 * @param checkpointSeconds time that a checkpoint takes
 */
public record ConfigurationSpeed(String name, Speeds exact, Speeds quick, double checkpointSeconds) {

	/**
	 * Speeds in one precision.
	 *
	 * @param search candidates of the code search, all levels together
	 * @param sampling samples of one image
	 * @param training optimisation steps; their work is counted as three forward passes per pair of the batch
	 */
	public record Speeds(Rate search, Rate sampling, Rate training) {}

	/**
	 * A speed.
	 *
	 * @param perSecond units per second
	 * @param gflops the network's convolutions in these units, 10^9 floating-point operations per second
	 */
	public record Rate(double perSecond, double gflops) {

		/** The rate of units that take the given number of multiply-adds, two operations each. */
		static Rate of(final double perSecond, final double multiplyAdds) {
			return new Rate(perSecond, 2e-9 * perSecond * multiplyAdds);
		}
	}
}
