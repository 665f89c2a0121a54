package org.chimle.engine.benchmark;

/**
 * How fast one configuration runs.
 *
 * @param name names the configuration
 * @param search candidates of the code search, all levels together, in float32
 * @param quickSearch the same with a first look in a shorter format, where the device is quick with one
 * @param sampling samples of one image
 * @param training optimisation steps; their work is counted as three forward passes per pair of the batch
 * @param checkpointSeconds time that a checkpoint takes
 */
public record ConfigurationSpeed(String name, Rate search, Rate quickSearch, Rate sampling, Rate training,
	double checkpointSeconds) {

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
