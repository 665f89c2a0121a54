package org.chimle.engine.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.chimle.engine.config.DistillationConfig;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.perceptual.LearnedNetwork;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Adam;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;

/**
 * Teaches the network of the learned distance to agree with a teacher: minimises the mean over all pairs of images in a
 * group of {@code (log(d + e) - log(t + e))^2}, d the student's distance and t the teacher's. The logarithm makes small
 * and large distances count alike, as they do for ranks. The learning rate rises, stays and falls along a half cosine.
 */
public final class Distiller {

	private static final int WARM_UP_STEPS = 100;
	private static final double LAST_RATE = 0.01;
	private static final double SOFTENING = 0.01;
	private static final int STEPS_PER_LOSS = 50;

	private final DistillationConfig config;
	private final GroupSource source;
	private final PerceptualDistance teacher;
	private final String device;
	private final int stepsPerLoss;

	/**
	 * @param config how long and how fast
	 * @param families the images; those held out are not looked at
	 * @param distortions what is done to them
	 * @param teacher the published distance
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 */
	public Distiller(final DistillationConfig config, final List<ImageFamily> families,
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
	 * @param monitor told of progress and loss, asked whether to stop
	 * @return the trained parameters
	 */
	public float[] train(final float[] start, final JobMonitor monitor) {
		try (NDManager manager = Torch.open(device);
				Parameters parameters = new Parameters(LearnedNetwork.layout(), start, manager))
		{
			final Adam adam = new Adam(parameters, parameters.layout().size(), 1);
			final long began = System.nanoTime();
			double sum = 0;
			while (adam.steps() < config.steps()) {
				monitor.checkCancelled();
				sum += step(parameters, adam, manager);
				final double seconds = (System.nanoTime() - began) * 1e-9;
				monitor.emit(new JobEvent.Progress("teaching", adam.steps(), config.steps(), config.groups() * adam.steps() /
					seconds, seconds / adam.steps() * (config.steps() - adam.steps())));
				if (adam.steps() % stepsPerLoss == 0) {
					monitor.emit(new JobEvent.Loss(adam.steps(), 1, List.of(sum / stepsPerLoss), false));
					sum = 0;
				}
			}
			return parameters.toArray();
		}
	}

	private double step(final Parameters parameters, final Adam adam, final NDManager manager) {
		final long first = adam.steps() * config.groups();
		final List<ImageGroup> groups = LongStream.range(first, first + config.groups()).parallel().mapToObj(source::draw)
			.toList();
		return Scope.get(() -> {
			final GroupBatch batch = new GroupBatch(groups, manager);
			final NDArray wanted = batch.distances(teacher::features, teacher).add((float) SOFTENING).log();
			final Weights[] weights = new Weights[1];
			final NDArray loss = Torch.recording(() -> {
				weights[0] = parameters.tracked();
				final NDArray got = batch.distances(images -> LearnedNetwork.features(weights[0], images), teacher);
				return got.add((float) SOFTENING).log().sub(wanted).square().mean();
			});
			final double value = Ops.value(loss);
			if (!Double.isFinite(value)) {
				throw new InvalidInputException("The student diverged; choose a learning rate below " + config.rate() + ".");
			}
			adam.step(weights[0].gradient(loss), rate(adam.steps()));
			return value;
		});
	}

	private double rate(final long step) {
		final double rise = Math.min(1, (step + 1.0) / WARM_UP_STEPS);
		final double fall = 0.5 * (1 + Math.cos(Math.PI * step / config.steps()));
		return config.rate() * rise * (LAST_RATE + (1 - LAST_RATE) * fall);
	}
}
