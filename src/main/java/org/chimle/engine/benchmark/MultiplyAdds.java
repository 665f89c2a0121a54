package org.chimle.engine.benchmark;

import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;

/**
 * The work of a network's forward pass, counted from its architecture: multiply-adds of all convolutions, each of which
 * takes {@code 9 * in * out} per pixel. The mapping networks, which work on no pixels, are left out.
 */
final class MultiplyAdds {

	private static final int KERNEL = 9;

	private MultiplyAdds() {}

	/**
	 * @param config the architecture
	 * @param height rows of the input image
	 * @param width columns of the input image
	 * @return multiply-adds of one image through all levels
	 */
	static long all(final ModelConfig config, final int height, final int width) {
		long sum = 0;
		for (int l = 0; l < config.levelCount(); l++) sum += level(config, l, height, width);
		return sum;
	}

	/**
	 * @param config the architecture
	 * @param level 0..L-1
	 * @param height rows of the input image
	 * @param width columns of the input image
	 * @return multiply-adds of one image through that level alone
	 */
	static long level(final ModelConfig config, final int level, final int height, final int width) {
		final boolean enlarges = config.task() == Task.SUPER_RESOLUTION;
		final boolean last = level == config.levelCount() - 1;
		final int shift = enlarges ? level : level + 1 - config.levelCount();
		final long pixels = scaled(height, shift) * scaled(width, shift);
		final long c = config.levels().get(level).channels();
		final long below = level == 0 ? 0 : config.levels().get(level - 1).channels();
		final long image = enlarges && level > 0 ? config.outputChannels() : config.inputChannels();
		final long entry = KERNEL * c * (image + config.codeChannels() + below);
		final long body = config.blocks() * rrdb(config.levels().get(level)) + KERNEL * c * c;
		final long up = 2 * KERNEL * c * c;
		final long out = KERNEL * c * config.outputChannels();
		final long heads = switch (config.task()) {
			case SUPER_RESOLUTION -> 4 * (up + out);
			case GENERIC -> last ? out : 4 * up + out;
			case COLOURIZATION -> last ? up + out : 4 * up + out;
		};
		return pixels * (entry + body + heads);
	}

	private static long scaled(final int size, final int shift) {
		return shift >= 0 ? (long) size << shift : size >> -shift;
	}

	/** @return multiply-adds per pixel of three dense blocks */
	private static long rrdb(final LevelConfig size) {
		final long c = size.channels();
		final long g = size.growth();
		long dense = c * (c + 4 * g);
		for (int k = 0; k < 4; k++) dense += g * (c + k * g);
		return 3 * KERNEL * dense;
	}
}
