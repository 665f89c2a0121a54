package org.chimle.engine.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A row of figures.
 *
 * @param values those that could be computed
 * @param note why others could not, in words; empty if nothing is to be said
 */
public record FigureRow(Map<Figure, Double> values, String note) {

	/** Copies the map. */
	public FigureRow {
		final Map<Figure, Double> copy = new EnumMap<>(Figure.class);
		copy.putAll(values);
		values = Collections.unmodifiableMap(copy);
	}

	/** @return the figure, or NaN if it could not be computed */
	public double get(final Figure figure) {
		return values.getOrDefault(figure, Double.NaN);
	}
}
