package org.chimle.engine.metric;

/**
 * A function at some places, to be plotted.
 *
 * @param x the places, rising
 * @param y as many values
 */
public record Curve(double[] x, double[] y) {

	/** Refuses arrays of different lengths. */
	public Curve {
		if (x.length != y.length) throw new IllegalArgumentException(x.length + " places but " + y.length + " values");
	}
}
