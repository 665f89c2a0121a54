package org.chimle.engine.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import java.util.List;

/**
 * What a level leaves behind for the next one and for the loss. The arrays belong to the scope they were made in.
 *
 * @param output what the head gives, float32, in [-1, 1], shape (N, outputChannels, H, W)
 * @param features what the next level sees, in the precision of the weights, at its working size, shape (N, C, H', W'); after the last level the last
 *          features there are
 * @param maps map features of this level and all below, lowest first, each of shape (N, mapWidth), in the precision of the
 *          weights
 */
public record LevelState(NDArray output, NDArray features, List<NDArray> maps) {

	/** Copies the list. */
	public LevelState {
		maps = List.copyOf(maps);
	}

	/** @return the arrays that the level itself made: all but the maps of those below */
	public NDList own() {
		return new NDList(output, features, maps.get(maps.size() - 1));
	}
}
