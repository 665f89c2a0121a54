package org.chimle.engine.config;

import java.util.List;

/**
 * The architecture of a Tower Implicit Model; it fixes the name and shape of every parameter.
 *
 * @param task the wiring
 * @param inputChannels channels of the conditioning image, 1..64
 * @param outputChannels channels of the network's output, 1..64 (2 for colourization: a and b)
 * @param codeChannels channels of the local latent code ({@code code_nc}), 0..64
 * @param globalCode length of the global latent code of a level ({@code map_nc}), 1..4096
 * @param mapWidth width of the mapping network ({@code latent_nc}), 1..4096
 * @param blocks RRDBs per level ({@code num_blocks}), 1..32
 * @param levels sizes of the levels, coarsest first, 1..6 of them
 */
public record ModelConfig(Task task, int inputChannels, int outputChannels, int codeChannels, int globalCode,
	int mapWidth, int blocks, List<LevelConfig> levels)
{

	/** Checks the ranges. */
	public ModelConfig {
		Check.given("task", task);
		Check.range("number of input channels", inputChannels, 1, 64);
		Check.range("number of output channels", outputChannels, 1, 64);
		Check.range("number of local code channels", codeChannels, 0, 64);
		Check.range("length of the global code", globalCode, 1, 4096);
		Check.range("width of the mapping network", mapWidth, 1, 4096);
		Check.range("number of blocks", blocks, 1, 32);
		levels = List.copyOf(Check.given("list of levels", levels));
		Check.range("number of levels", levels.size(), 1, 6);
		if (task == Task.COLOURIZATION) {
			Check.range("number of input channels of a colourization model", inputChannels, 1, 1);
			Check.range("number of output channels of a colourization model", outputChannels, 2, 2);
		}
	}

	/** @return the number of levels, L */
	public int levelCount() {
		return levels.size();
	}

	/** @return output pixels per input pixel along one axis: 2^L for super-resolution, 1 otherwise */
	public int scale() {
		return task == Task.SUPER_RESOLUTION ? 1 << levelCount() : 1;
	}

	/** @return channels of a finished image: the network's output channels, or 3 (RGB) for colourization */
	public int imageChannels() {
		return task == Task.COLOURIZATION ? 3 : outputChannels;
	}

	/**
	 * @return the number by which the sides of an input image must be divisible: 2^(L-1) where the levels are
	 *         conditioned on a pyramid of the input, 1 for super-resolution
	 */
	public int sizeMultiple() {
		return task == Task.SUPER_RESOLUTION ? 1 : 1 << (levelCount() - 1);
	}
}
