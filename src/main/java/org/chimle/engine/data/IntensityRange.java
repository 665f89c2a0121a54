package org.chimle.engine.data;

/**
 * The linear map between original intensity units and the network's [0, 1].
 *
 * @param low the intensity that becomes 0
 * @param high the intensity that becomes 1, above low
 */
public record IntensityRange(double low, double high) {

	/** Where two images differ more than this in contrast, the display range of one would show nothing of the other. */
	private static final double SIMILAR = 16;

	/** Refuses empty and non-finite ranges. */
	public IntensityRange {
		if (!(Double.isFinite(low) && Double.isFinite(high) && high > low)) {
			throw new IllegalArgumentException("An intensity range must be finite and not empty, but is " + low + " to " +
				high);
		}
	}

	/** @return (value - low) / (high - low) */
	public float toUnit(final double value) {
		return (float) ((value - low) / (high - low));
	}

	/** @return low + unit * (high - low) */
	public float fromUnit(final double unit) {
		return (float) (low + unit * (high - low));
	}

	/** @return whether intensities of both ranges may well be in the same units: the ranges overlap, and neither is far longer */
	public boolean isLike(final IntensityRange other) {
		final double ratio = (high - low) / (other.high - other.low);
		return low < other.high && other.low < high && ratio < SIMILAR && ratio > 1 / SIMILAR;
	}

	/** @return the range extended on both sides by a share of its length */
	public IntensityRange widened(final double share) {
		final double by = share * (high - low);
		return new IntensityRange(low - by, high + by);
	}
}
