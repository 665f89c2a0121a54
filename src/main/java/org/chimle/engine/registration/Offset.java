package org.chimle.engine.registration;

/**
 * How far an image is moved against another, and how sure that is.
 *
 * @param x pixels to the right; NaN if one of the images is constant
 * @param y pixels down; NaN if one of the images is constant
 * @param peak height of the correlation at that offset, 1 for identical images, 0 for unrelated ones; negative where
 *          bright and dark are exchanged
 * @param significance height of the peak in standard deviations of the correlation elsewhere, at least 0; images that
 *          show nothing in common rarely reach {@value #CLEAR}
 */
public record Offset(double x, double y, double peak, double significance) {

	/** A peak this high is no coincidence. */
	public static final double CLEAR = 10;

	/** What a constant image gives. */
	static final Offset NONE = new Offset(Double.NaN, Double.NaN, 0, 0);

	/** @return the length in pixels */
	public double length() {
		return Math.hypot(x, y);
	}

	/** @return whether the images can be told to show the same scene */
	public boolean isClear() {
		return significance >= CLEAR;
	}
}
