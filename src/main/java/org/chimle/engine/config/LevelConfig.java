package org.chimle.engine.config;

/**
 * The size of one level of the tower.
 *
 * @param channels RRDB channels (the authors' {@code num_residual_channels}), 1..1024
 * @param growth channels added by each convolution of a dense block ({@code num_dense_channels}), 1..1024
 */
public record LevelConfig(int channels, int growth) {

	/** Checks the ranges. */
	public LevelConfig {
		Check.range("RRDB channels of a level", channels, 1, 1024);
		Check.range("growth channels of a level", growth, 1, 1024);
	}
}
