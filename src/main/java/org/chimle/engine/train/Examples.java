package org.chimle.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.Augmentation;
import org.chimle.engine.data.ConsistencyRule;
import org.chimle.engine.data.Degradation;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.IntensityFit;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairConsistency;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.data.Pyramid;
import org.chimle.engine.data.SeededRandom;

/** Divides the pairs into training and validation and prepares them for the network. */
final class Examples {

	/** Hashed into the random streams, so that no two uses of the seed share one. */
	private static final int SPLIT = 1;
	private static final int BLOCK = 2;
	private static final int CROP = 3;
	/** Enough for a mean to start from. */
	private static final int MEAN_PAIRS = 16;
	private static final int COMPARED_PAIRS = 16;
	/** Images may be brighter or darker one and all, and of such differences every pair shows one. */
	private static final int FITTED_PAIRS = 64;

	private final PairSource pairs;
	private final ModelConfig model;
	private final TrainingConfig config;
	private final List<Integer> training;
	private final List<Integer> validation;

	Examples(final PairSource pairs, final ModelConfig model, final TrainingConfig config) {
		this.pairs = pairs;
		this.model = model;
		this.config = config;
		final List<Integer> all = shuffled(pairs.size(), SeededRandom.of(config.seed(), SPLIT));
		final int held = Math.min(pairs.size() - 1, (int) Math.round(config.validationShare() * pairs.size()));
		validation = all.subList(0, held).stream().sorted().toList();
		training = all.subList(held, all.size()).stream().sorted().toList();
	}

	private static List<Integer> shuffled(final int count, final SplittableRandom random) {
		final List<Integer> list = new ArrayList<>();
		for (int i = 0; i < count; i++) list.add(random.nextInt(i + 1), i);
		return list;
	}

	/** @return how the inputs were made of the targets */
	Degradation degradation() {
		return pairs.degradation();
	}

	int trainingCount() {
		return training.size();
	}

	List<String> trainingNames() {
		return training.stream().map(pairs::name).toList();
	}

	List<String> validationNames() {
		return validation.stream().map(pairs::name).toList();
	}

	/** @return index of the pair by which the run is watched: the first that is held out, if any is */
	int watchedPair() {
		return validation.isEmpty() ? training.get(0) : validation.get(0);
	}

	/** @return the mean of the network's output over the targets of a few training pairs, per channel, in [0, 1] */
	float[] meanOutput() {
		final float[] mean = new float[model.outputChannels()];
		if (model.task() == Task.COLOURIZATION) {
			Arrays.fill(mean, 0.5f); // no colour
			return mean;
		}
		final int count = Math.min(MEAN_PAIRS, training.size());
		for (int i = 0; i < count; i++) {
			final FloatImage target = pairs.get(training.get(i)).target();
			for (int c = 0; c < mean.length; c++) {
				double sum = 0;
				for (int k = c * target.plane(), end = k + target.plane(); k < end; k++) sum += target.data()[k];
				mean[c] += (float) (sum / target.plane() / count);
			}
		}
		return mean;
	}

	/**
	 * Compares inputs with targets, over pairs spread evenly over all there are.
	 *
	 * @param normalisation that of the pairs
	 * @return what their brightness and shading have to do with each other; unknown if they cannot be compared
	 */
	ConsistencyRule consistency(final Normalisation normalisation) {
		if (model.inputChannels() != model.imageChannels()) return ConsistencyRule.UNKNOWN;
		return switch (model.task()) {
			case SUPER_RESOLUTION -> equality(normalisation);
			case GENERIC -> lines();
			case COLOURIZATION -> ConsistencyRule.UNKNOWN;
		};
	}

	private ConsistencyRule equality(final Normalisation normalisation) {
		final PairConsistency consistency = new PairConsistency();
		final int count = Math.min(COMPARED_PAIRS, pairs.size());
		for (int i = 0; i < count; i++) {
			final ImagePair pair = pairs.get(spread(i, count, pairs.size()));
			consistency.add(normalisation.restoreTarget(pair.target()), normalisation.restoreInput(pair.input()));
		}
		return new ConsistencyRule(List.of(), Double.isFinite(consistency.error()) ? consistency.error() : null);
	}

	/** Lines are learnt, so no pair that is held out may have a part in them. */
	private ConsistencyRule lines() {
		final IntensityFit fit = new IntensityFit();
		final int count = Math.min(FITTED_PAIRS, training.size());
		for (int i = 0; i < count; i++) {
			final ImagePair pair = pairs.get(training.get(spread(i, count, training.size())));
			fit.add(pair.target(), pair.input());
		}
		return fit.rule();
	}

	/** @return element i of so many that are spread evenly over all */
	private static int spread(final int i, final int count, final int all) {
		return (int) ((long) i * all / count);
	}

	/**
	 * The examples of a refresh: consecutive blocks of a shuffled order, every pair once per pass.
	 *
	 * @param refresh number of the code search, from 0
	 * @return freshly cropped and turned, without codes
	 */
	List<Example> block(final int refresh) {
		final int size = Math.min(config.pairsPerRefresh(), training.size());
		final List<Example> result = new ArrayList<>();
		long pass = -1;
		List<Integer> order = List.of();
		for (int k = 0; k < size; k++) {
			final long position = (long) refresh * size + k;
			if (position / training.size() != pass) {
				pass = position / training.size();
				order = shuffled(training.size(), SeededRandom.of(config.seed(), BLOCK, pass));
			}
			final int pair = training.get(order.get((int) (position % training.size())));
			result.add(example(pair, pairs.get(pair, refresh + 1L), Augmentation.draw(SeededRandom.of(config.seed(), CROP)
				.nextLong(), refresh, pair, config.augment())));
		}
		return result;
	}

	/** @return up to the given number of held-out examples, cropped in the middle and not turned */
	List<Example> validation(final int most) {
		return validation.stream().limit(most).map(pair -> example(pair, pairs.get(pair), Augmentation.CENTRE)).toList();
	}

	private Example example(final int index, final ImagePair whole, final Augmentation augmentation) {
		final ImagePair pair = augmentation.apply(whole, model.scale(), config.patch(), model.sizeMultiple());
		final int levels = model.levelCount();
		return new Example(index, model.task() == Task.SUPER_RESOLUTION ? List.of(pair.input()) : Pyramid.of(pair.input(),
			levels), Pyramid.of(pair.target(), levels), null);
	}
}
