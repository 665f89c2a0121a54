package org.chimle.engine.benchmark;

import java.util.Collections;
import java.util.SplittableRandom;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.data.SeededRandom;

/**
 * Pairs of uniform noise in [0, 1] for a model, which take as long as any other images.
 *
 * @param model the architecture
 * @param size number of pairs
 * @param height rows of the targets
 * @param width columns of the targets
 */
record NoisePairs(ModelConfig model, int size, int height, int width) implements PairSource {

	@Override
	public String name(final int index) {
		return "noise-" + index;
	}

	@Override
	public ImagePair get(final int index) {
		return new ImagePair(name(index), noise(model.inputChannels(), height / model.scale(), width / model.scale(), index),
			noise(model.imageChannels(), height, width, index));
	}

	/** @return the range [0, 1] for every channel */
	static Normalisation ranges(final ModelConfig model) {
		final IntensityRange unit = new IntensityRange(0, 1);
		return new Normalisation(Collections.nCopies(model.inputChannels(), unit), Collections.nCopies(model
			.imageChannels(), unit));
	}

	/** @return uniform noise, the same for the same seed */
	static FloatImage noise(final int channels, final int height, final int width, final long seed) {
		final FloatImage image = new FloatImage(channels, height, width);
		final SplittableRandom random = SeededRandom.of(seed);
		for (int i = 0; i < image.data().length; i++) image.data()[i] = (float) random.nextDouble();
		return image;
	}
}
