package org.chimle.engine.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.List;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.tensor.Ops;

/**
 * The latent codes of one level for a batch.
 *
 * @param global input of the mapping network, shape (N, globalCode)
 * @param local noise image at the level's working size, shape (N, codeChannels, H, W)
 */
public record LevelCode(NDArray global, NDArray local) {

	/**
	 * Makes the codes that seeds stand for.
	 *
	 * @param manager on the device
	 * @param config the architecture
	 * @param seeds one seed per image of the batch
	 * @param height rows of the level's conditioning image
	 * @param width columns of the level's conditioning image
	 * @return the codes
	 * @throws InvalidInputException if they are more numbers than an array can have
	 */
	public static LevelCode of(final NDManager manager, final ModelConfig config, final List<Long> seeds,
		final int height, final int width)
	{
		return ofSeeds(manager, config, seeds.stream().map(LevelSeeds::of).toList(), height, width);
	}

	/** The same for codes of any kind. */
	public static LevelCode ofSeeds(final NDManager manager, final ModelConfig config, final List<LevelSeeds> codes,
		final int height, final int width)
	{
		final int n = codes.size();
		final int globalSize = config.globalCode();
		final int localSize = FloatImage.length(config.codeChannels(), height, width);
		final float[] local = new float[FloatImage.length(n * config.codeChannels(), height, width)];
		final float[] global = new float[n * globalSize];
		for (int i = 0; i < n; i++) {
			System.arraycopy(codes.get(i).globalCode(globalSize), 0, global, i * globalSize, globalSize);
			System.arraycopy(codes.get(i).localCode(config.codeChannels(), height, width), 0, local, i * localSize, localSize);
		}
		return new LevelCode(Ops.tensor(manager, global, n, globalSize), Ops.tensor(manager, local, n, config
			.codeChannels(), height, width));
	}
}
