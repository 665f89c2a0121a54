package org.chimle.engine.inversion;

import java.util.List;

import org.chimle.engine.model.CodePath;

/**
 * The codes whose sample is nearest to a reference among those that were tried.
 *
 * @param path the codes
 * @param distances perceptual distance of the level's output to the reference reduced to it, coarsest level first
 */
public record PathChoice(CodePath path, List<Double> distances) {

	/** Copies the list. */
	public PathChoice {
		distances = List.copyOf(distances);
	}
}
