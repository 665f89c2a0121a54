package org.chimle.engine.config;

/** The distance d that the search and the loss use. */
public enum DistanceKind {

	/** Mean squared error of intensities; kept as the baseline that perceptual distances are compared with. */
	MEAN_SQUARED_ERROR,

	/** The bundled multi-scale, channel-normalised filter-bank distance. */
	FILTER_BANK
}
