package org.chimle.engine.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import org.chimle.engine.config.DistillationConfig;
import org.chimle.engine.data.SeededRandom;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.perceptual.LearnedNetwork;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Adam;
import org.chimle.engine.tensor.Loop;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.TrackedWeights;
import org.chimle.engine.tensor.WeightGradients;
import org.chimle.engine.tensor.Weights;

/**
 * Teaches the network of the learned distance to agree with a teacher, see {@link LessonLoss}. Images that were drawn are
 * used several times; the learning rate rises, stays and falls along a half cosine; the result is a running mean of the
 * parameters, which is better than the last of them and nearly as good before the rate falls as after.
 */
final class Distiller {

	/** Told of the running mean of the parameters now and then. */
	@FunctionalInterface
	interface Listener {

		/**
		 * @param steps steps done
		 * @param parameters in the order of {@link LearnedNetwork#layout}
		 */
		void reached(long steps, float[] parameters);
	}

	/** Images and what the teacher says about them. */
	private record Lesson(GroupBatch batch, float[] cells, List<Long> heights) {}

	private static final int WARM_UP_STEPS = 100;
	/** Share of the steps after which the rate falls. */
	private static final double FALL_START = 0.5;
	private static final double LAST_RATE = 0.01;
	private static final double MEAN_DECAY = 0.998;
	/** Lessons that are remembered. */
	private static final int LESSONS = 128;
	private static final int STEPS_PER_LOSS = 50;
	private static final int STEPS_PER_REPORT = 500;

	private final DistillationConfig config;
	private final GroupSource source;
	private final PerceptualDistance teacher;
	private final String device;
	private final int stepsPerLoss;
	private final Lesson[] lessons = new Lesson[LESSONS];
	private long drawn;

	/**
	 * @param config how long and how fast
	 * @param families the images; those held out are not looked at
	 * @param distortions what is done to them
	 * @param teacher the published distance
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 */
	Distiller(final DistillationConfig config, final List<ImageFamily> families,
		final Map<String, Distortion> distortions, final PerceptualDistance teacher, final String device)
	{
		this(config, families, distortions, teacher, device, STEPS_PER_LOSS);
	}

	/** With a loss reported after so many steps. */
	Distiller(final DistillationConfig config, final List<ImageFamily> families,
		final Map<String, Distortion> distortions, final PerceptualDistance teacher, final String device,
		final int stepsPerLoss)
	{
		this.config = config;
		this.stepsPerLoss = stepsPerLoss;
		source = new GroupSource(families, List.copyOf(distortions.values()), false, config.distorted(), config.seed());
		this.teacher = teacher;
		this.device = device;
	}

	/**
	 * Trains.
	 *
	 * @param start parameters to begin with, in the order of {@link LearnedNetwork#layout}
	 * @param listener told of the parameters every {@value #STEPS_PER_REPORT} steps
	 * @param monitor told of progress and loss, asked whether to stop
	 * @return the trained parameters
	 */
	float[] train(final float[] start, final Listener listener, final JobMonitor monitor) {
		try (NDManager manager = Torch.open(device);
				Parameters parameters = new Parameters(LearnedNetwork.layout(), start, manager))
		{
			final Adam adam = new Adam(parameters, parameters.layout().size(), 1);
			final float[] mean = start.clone();
			final long began = System.nanoTime();
			double sum = 0;
			while (adam.steps() < config.steps()) {
				monitor.checkCancelled();
				sum += step(parameters, adam, lesson(adam.steps(), manager), manager);
				follow(mean, parameters.toArray(), adam.steps());
				final double seconds = (System.nanoTime() - began) * 1e-9;
				monitor.emit(new JobEvent.Progress("teaching", adam.steps(), config.steps(), config.groups() * adam.steps() /
					seconds, seconds / adam.steps() * (config.steps() - adam.steps())));
				if (adam.steps() % stepsPerLoss == 0) {
					monitor.emit(new JobEvent.Loss(adam.steps(), 1, List.of(sum / stepsPerLoss), false));
					sum = 0;
				}
				if (adam.steps() % STEPS_PER_REPORT == 0) listener.reached(adam.steps(), mean.clone());
			}
			return mean;
		}
	}

	/** @return a new lesson, or one of those remembered */
	private Lesson lesson(final long step, final NDManager manager) {
		if (step % config.uses() == 0) {
			final Lesson fresh = draw(drawn * config.groups(), manager);
			lessons[(int) (drawn++ % LESSONS)] = fresh;
			return fresh;
		}
		final SplittableRandom random = SeededRandom.of(config.seed(), 2, step);
		return lessons[random.nextInt((int) Math.min(drawn, LESSONS))];
	}

	private Lesson draw(final long first, final NDManager manager) {
		final GroupBatch batch = GroupBatch.of(LongStream.range(first, first + config.groups()).parallel().mapToObj(
			source::draw).toList());
		return Scope.get(() -> {
			final NDList taps = teacher.features(batch.images(manager));
			return new Lesson(batch, Ops.values(CellDistances.of(taps, batch)), heights(taps));
		});
	}

	private static List<Long> heights(final NDList taps) {
		return taps.stream().map(tap -> tap.getShape().get(2)).toList();
	}

	private double step(final Parameters parameters, final Adam adam, final Lesson lesson, final NDManager manager) {
		return Scope.get(() -> {
			final LessonLoss loss = new LessonLoss(lesson.cells, lesson.heights, manager);
			try (Weights folded = parameters.folded(manager); TrackedWeights weights = folded.tracked()) {
				final NDArray value = Torch.recording(() -> {
					final NDList taps = LearnedNetwork.features(weights, lesson.batch.images(manager));
					return loss.of(CellDistances.of(taps, lesson.batch), heights(taps));
				});
				final double number = Ops.value(value);
				if (!Double.isFinite(number)) {
					throw new InvalidInputException("The student diverged; choose a learning rate below " + config.rate() + ".");
				}
				try (WeightGradients gradients = weights.gradients(value)) {
					adam.step(parameters.gradient(gradients), rate(adam.steps()), Loop.SERIAL);
				}
				return number;
			}
		});
	}

	private static void follow(final float[] mean, final float[] parameters, final long step) {
		final double decay = Math.min(MEAN_DECAY, (1 + step) / (10.0 + step));
		for (int i = 0; i < mean.length; i++) mean[i] += (float) ((1 - decay) * (parameters[i] - mean[i]));
	}

	private double rate(final long step) {
		final double rise = Math.min(1, (step + 1.0) / WARM_UP_STEPS);
		final double falling = Math.max(0, (double) step / config.steps() - FALL_START) / (1 - FALL_START);
		return config.rate() * rise * (LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + Math.cos(Math.PI * falling)));
	}
}
