package org.chimle.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodeNoise;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.sample.Sampler;
import org.chimle.engine.simulate.ModeCoverage;
import org.chimle.engine.simulate.TwoAnswers;
import org.chimle.engine.train.Trainer;

/**
 * Trains one model on examples of {@link TwoAnswers} and counts which of the two answers its samples for held-out inputs
 * contain.
 *
 * @param search how codes are found; {@link SearchStrategy#ZERO_CODE} makes a regression, which gives one sample
 * @param samplesPerLevel candidates of the code search at each of the two levels, coarsest first
 * @param pairs training pairs
 * @param inputs held-out inputs, which continue the numbering of the pairs
 * @param samples samples per held-out input
 * @param epochs passes over the training pairs
 * @param seed of images, training and samples
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
record TwoAnswersTrial(SearchStrategy search, List<Integer> samplesPerLevel, int pairs, int inputs, int samples,
	int epochs, long seed, String device)
{

	private static final ModelConfig MODEL = Preset.FAST.model(Task.SUPER_RESOLUTION, 1, 1, 2);

	/** Simulated images are in [0, 1] already; the margin is that of a training folder, see {@code RangeMeasurement}. */
	private static final Normalisation RANGES = new Normalisation(List.of(new IntensityRange(0, 1)), List.of(
		new IntensityRange(-0.1, 1.1)));

	private static final int STEPS_PER_REFRESH = 256;
	private static final double LEARNING_RATE = 1.5e-3;

	/**
	 * What the samples contain, as shares of the held-out inputs.
	 *
	 * @param both inputs whose samples contain both answers
	 * @param any inputs whose samples contain at least one
	 * @param hits samples that are one of the answers, as a share of all samples
	 */
	record Coverage(double both, double any, double hits) {}

	/**
	 * @param monitor told of progress, asked whether to stop
	 * @return what the samples contain
	 * @throws JobCancelledException if the user stopped it
	 */
	Coverage run(final JobMonitor monitor) {
		final TrainingConfig training = new TrainingConfig(DistanceKind.LEARNED, search, samplesPerLevel, epochs,
			STEPS_PER_REFRESH, pairs, 4, 0, 0, LEARNING_RATE, 0.01, true, seed, 512, false);
		final SavedModel model = new Trainer(MODEL, training, device).train(source(), RANGES, monitor);
		monitor.checkCancelled();
		int both = 0;
		int any = 0;
		int hits = 0;
		final int count = search == SearchStrategy.ZERO_CODE ? 1 : samples;
		try (Sampler sampler = new Sampler(model, device)) {
			for (int i = 0; i < inputs; i++) {
				final TwoAnswers example = TwoAnswers.draw(seed, pairs + i);
				final List<FloatImage> images = new ArrayList<>();
				for (int s = 0; s < count; s++) {
					images.add(RANGES.restoreTarget(sampler.sample(example.input(), code(s), monitor)));
				}
				final ModeCoverage coverage = ModeCoverage.of(images, example.a(), example.b());
				if (coverage.both()) both++;
				if (coverage.any()) any++;
				hits += coverage.hitsA() + coverage.hitsB();
				monitor.emit(new JobEvent.Progress("sampling", i + 1, inputs, 0, -1));
			}
		}
		return new Coverage((double) both / inputs, (double) any / inputs, (double) hits / inputs / count);
	}

	private LatentCode code(final int sample) {
		if (search != SearchStrategy.ZERO_CODE) return LatentCode.ofSample(seed, sample, MODEL.levelCount());
		final long[] zeros = new long[MODEL.levelCount()];
		Arrays.fill(zeros, CodeNoise.ZERO);
		return new LatentCode(zeros);
	}

	private PairSource source() {
		return new PairSource() {

			@Override
			public int size() {
				return pairs;
			}

			@Override
			public String name(final int index) {
				return "blob-" + index;
			}

			@Override
			public ImagePair get(final int index) {
				final ImagePair pair = TwoAnswers.draw(seed, index).pair(name(index));
				return new ImagePair(pair.name(), pair.input(), RANGES.normaliseTarget(pair.target()));
			}
		};
	}
}
