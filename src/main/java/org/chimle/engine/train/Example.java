package org.chimle.engine.train;

import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.model.LatentCode;

/**
 * A pair as training sees it until the next code search: cropped and turned once, with an image for every level.
 *
 * @param id distinguishes the example in the hashing of candidate seeds
 * @param inputs what the levels are conditioned on, see {@code TowerImplicitModel.conditioning}
 * @param targets the target reduced to every level's output size, level 1 first
 * @param code the code whose outputs are nearest to the targets; null until it has been searched for
 */
record Example(long id, List<FloatImage> inputs, List<FloatImage> targets, LatentCode code) {

	Example withCode(final LatentCode found) {
		return new Example(id, inputs, targets, found);
	}
}
