package org.chimle.engine.perceptual;

import org.chimle.engine.config.DistanceKind;

/** The distances by name. */
public final class Distances {

	private Distances() {}

	/** @return a distance of that kind; it holds no native memory */
	public static PerceptualDistance of(final DistanceKind kind) {
		return switch (kind) {
			case MEAN_SQUARED_ERROR -> new MeanSquaredError();
			case FILTER_BANK -> new FilterBankDistance();
		};
	}
}
