package org.chimle.engine.config;

import java.util.ArrayList;
import java.util.List;

/** Model sizes with plain names. Channels are multiples of 16, for which processors have fast convolutions. */
public enum Preset {

	/** Minutes on a laptop's processor. */
	FAST(new int[][] { { 32, 16 }, { 16, 16 }, { 16, 16 }, { 16, 16 }, { 16, 16 }, { 16, 16 } }, 1, 32, 64, new int[] { 40, 20,
		10, 5, 5, 5 }),

	/** An hour or a night on a laptop's processor. */
	BALANCED(new int[][] { { 64, 32 }, { 32, 32 }, { 32, 32 }, { 32, 16 }, { 32, 16 }, { 32, 16 } }, 3, 64, 128, new int[] {
		100, 50, 20, 10, 10, 10 }),

	/** The sizes of the paper's experiments; needs a GPU. */
	PAPER(new int[][] { { 128, 256 }, { 64, 192 }, { 64, 128 }, { 64, 64 }, { 64, 64 }, { 64, 64 } }, 6, 128, 512, new int[] {
		200, 200, 20, 10, 10, 10 });

	private final int[][] levels;
	private final int blocks;
	private final int globalCode;
	private final int mapWidth;
	private final int[] samples;

	Preset(final int[][] levels, final int blocks, final int globalCode, final int mapWidth, final int[] samples) {
		this.levels = levels;
		this.blocks = blocks;
		this.globalCode = globalCode;
		this.mapWidth = mapWidth;
		this.samples = samples;
	}

	/**
	 * @param task the wiring
	 * @param inputChannels channels of the input image
	 * @param targetChannels channels of the target image
	 * @param levelCount number of levels, 1..6
	 * @return the architecture
	 */
	public ModelConfig model(final Task task, final int inputChannels, final int targetChannels, final int levelCount) {
		Check.range("number of levels", levelCount, 1, 6);
		final List<LevelConfig> list = new ArrayList<>();
		for (int l = 0; l < levelCount; l++) list.add(new LevelConfig(levels[l][0], levels[l][1]));
		final int outputChannels = task == Task.COLOURIZATION ? 2 : targetChannels;
		return new ModelConfig(task, inputChannels, outputChannels, 5, globalCode, mapWidth, blocks, list);
	}

	/** @return candidates drawn at each level by the code search, coarsest level first */
	public List<Integer> samplesPerLevel(final int levelCount) {
		final List<Integer> list = new ArrayList<>();
		for (int l = 0; l < levelCount; l++) list.add(samples[l]);
		return list;
	}
}
