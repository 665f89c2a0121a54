package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import org.chimle.engine.feature.Backbone;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.tensor.Autograd;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Workers;
import org.chimle.engine.weights.TensorSource;

/**
 * How long distances take as a loss: the features of two images of {@value #SIDE} x {@value #SIDE} pixels, their
 * distance, and its gradient with respect to one of them. Every core works on a pair of its own, as in training, and the
 * networks take turns, so that a computer that becomes slower does so for all. What a network costs does not depend on its weights; the published ones get made-up weights and need
 * not be installed.
 *
 * @param channels 3 or 1
 * @param bundledSeconds seconds per pair, median for the bundled distance
 * @param squeezeSeconds the same for LPIPS with SqueezeNet
 * @param vggSeconds the same for LPIPS with VGG16
 */
public record DistanceSpeed(int channels, double bundledSeconds, double squeezeSeconds, double vggSeconds) {

	/** Side of the images. */
	public static final int SIDE = 256;
	private static final int WARM_UP = 2;
	/** Runs in a turn; the slow network has one. */
	private static final int RUNS = 3;

	/** @return how many times faster the bundled distance is than LPIPS with SqueezeNet */
	public double timesSqueeze() {
		return squeezeSeconds / bundledSeconds;
	}

	/** @return how many times faster the bundled distance is than LPIPS with VGG16 */
	public double timesVgg() {
		return vggSeconds / bundledSeconds;
	}

	/**
	 * @param turns turns of every network, at least 1
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @param monitor asked whether to stop
	 * @return figures for colour and for grey images
	 */
	public static List<DistanceSpeed> measure(final int turns, final String device, final JobMonitor monitor) {
		try (NDManager manager = Torch.open(device); Workers workers = Workers.of(manager, Integer.MAX_VALUE)) {
			final PerceptualDistance bundled = new LearnedDistance(LearnedWeights.bundled(manager), manager);
			final PerceptualDistance squeeze = madeUp(Backbone.SQUEEZENET, manager);
			final PerceptualDistance vgg = madeUp(Backbone.VGG16, manager);
			final List<DistanceSpeed> result = new ArrayList<>();
			for (final int channels : new int[] { 3, 1 }) {
				final List<Double> bundledTimes = new ArrayList<>();
				final List<Double> squeezeTimes = new ArrayList<>();
				final List<Double> vggTimes = new ArrayList<>();
				for (int turn = 0; turn < turns; turn++) {
					monitor.checkCancelled();
					bundledTimes.addAll(times(bundled, channels, RUNS, workers, manager));
					squeezeTimes.addAll(times(squeeze, channels, RUNS, workers, manager));
					vggTimes.addAll(times(vgg, channels, 1, workers, manager));
				}
				result.add(new DistanceSpeed(channels, median(bundledTimes), median(squeezeTimes), median(vggTimes)));
			}
			return result;
		}
	}

	private static PerceptualDistance madeUp(final Backbone backbone, final NDManager manager) {
		final Random random = new Random(1);
		final TensorSource source = wanted -> {
			final float[] values = new float[wanted.size()];
			final double fanIn = (double) values.length / wanted.shape().get(0);
			for (int i = 0; i < values.length; i++) values[i] = (float) (Math.sqrt(6 / fanIn) * random.nextFloat(-0.5f, 0.6f));
			if (wanted.shape().size() == 1) Arrays.fill(values, 0.1f);
			return values;
		};
		return new Lpips(backbone, source, manager);
	}

	private static List<Double> times(final PerceptualDistance distance, final int channels, final int runs,
		final Workers workers, final NDManager manager)
	{
		final List<Double> times = new ArrayList<>();
		Scope.run(() -> {
			final List<Supplier<Float>> steps = new ArrayList<>();
			for (int w = 0; w < workers.count(); w++) {
				final NDArray start = Ops.tensor(manager, values(channels, 2L * w), 1, channels, SIDE, SIDE);
				final NDArray target = Ops.tensor(manager, values(channels, 2L * w + 1), 1, channels, SIDE, SIDE);
				steps.add(() -> step(distance, start, target));
			}
			for (int run = -(runs > 1 ? WARM_UP : 0); run < runs; run++) {
				final long began = System.nanoTime();
				workers.inOrder(steps, done -> {});
				if (run >= 0) times.add((System.nanoTime() - began) * 1e-9 / workers.count());
			}
		});
		return times;
	}

	/** @return a number of the gradient, which is there only when all of it is */
	private static float step(final PerceptualDistance distance, final NDArray start, final NDArray target) {
		return Scope.get(() -> {
			final NDList wanted = distance.features(target);
			final NDArray leaf = Autograd.leaf(start);
			final NDArray loss = Torch.recording(() -> distance.distance(distance.features(leaf), wanted).sum());
			return Ops.value(Autograd.gradient(loss, leaf).sum());
		});
	}

	private static float[] values(final int channels, final long seed) {
		final Random random = new Random(seed);
		final float[] values = new float[channels * SIDE * SIDE];
		for (int i = 0; i < values.length; i++) values[i] = random.nextFloat();
		return values;
	}

	private static double median(final List<Double> times) {
		final List<Double> sorted = times.stream().sorted().toList();
		return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
	}
}
