package org.chimle.engine;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.data.Resample;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TrainingRecord;

/** Models and data small enough for tests. */
public final class TinyModels {

	private TinyModels() {}

	/** @return two levels of a few channels */
	public static ModelConfig config(final Task task) {
		final int output = task == Task.COLOURIZATION ? 2 : 1;
		return new ModelConfig(task, 1, output, 2, 4, 8, 1, List.of(new LevelConfig(6, 4), new LevelConfig(5, 3)));
	}

	/** @return a model with random weights */
	public static SavedModel random(final Task task) {
		final ModelConfig config = config(task);
		return new SavedModel(config, unitRanges(config), new TrainingRecord("test", "", training(SearchStrategy.CHIMLE, 1),
			List.of(), List.of(), 0, List.of(), false), Initialisation.draw(config, 5));
	}

	/** @return [0, 1] for every channel */
	public static Normalisation unitRanges(final ModelConfig config) {
		final IntensityRange unit = new IntensityRange(0, 1);
		return new Normalisation(java.util.Collections.nCopies(config.inputChannels(), unit), java.util.Collections.nCopies(
			config.imageChannels(), unit));
	}

	/** @return a short run: a refresh every four steps of two pairs */
	public static TrainingConfig training(final SearchStrategy search, final int epochs) {
		return new TrainingConfig(DistanceKind.LEARNED, search, List.of(6, 4), epochs, 4, 100, 2, 0, 0.25, 2e-3, 0.01,
			true, 3, 16, false);
	}

	/** @return smooth random targets of side 16, their reductions (super-resolution) or noisy selves as inputs */
	public static PairSource pairs(final int count, final Task task) {
		return pairs(count, index -> {
			final FloatImage coarse = noise(task == Task.COLOURIZATION ? 3 : 1, 4, index);
			final FloatImage target = clipped(Resample.bicubic(coarse, 16, 16));
			final FloatImage input = task == Task.SUPER_RESOLUTION ? Resample.bicubic(target, 4, 4) : clipped(Resample.bicubic(
				noise(1, 4, index), 16, 16));
			return new ImagePair(name(index), input, target);
		});
	}

	/** @return pairs of uniform noise with one channel */
	public static PairSource noisePairs(final int count, final int side) {
		return pairs(count, index -> new ImagePair(name(index), noise(1, side, index), noise(1, side, count + index)));
	}

	private static PairSource pairs(final int count, final IntFunction<ImagePair> pair) {
		return new PairSource() {

			@Override
			public int size() {
				return count;
			}

			@Override
			public String name(final int index) {
				return TinyModels.name(index);
			}

			@Override
			public ImagePair get(final int index) {
				return pair.apply(index);
			}
		};
	}

	private static String name(final int index) {
		return "pair " + index;
	}

	/** @return uniform noise in [0, 1] */
	public static FloatImage noise(final int channels, final int side, final long seed) {
		final FloatImage image = new FloatImage(channels, side, side);
		final Random random = new Random(seed);
		for (int i = 0; i < image.data().length; i++) image.data()[i] = random.nextFloat();
		return image;
	}

	private static FloatImage clipped(final FloatImage image) {
		for (int i = 0; i < image.data().length; i++) image.data()[i] = Math.min(1, Math.max(0, image.data()[i]));
		return image;
	}
}
