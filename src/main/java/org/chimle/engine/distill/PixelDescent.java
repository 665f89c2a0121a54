package org.chimle.engine.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Adam;
import org.chimle.engine.tensor.Autograd;
import org.chimle.engine.tensor.Loop;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;

/**
 * Shows what a distance wants as a loss: an image is blurred, and its pixels then follow by Adam the gradient of the
 * distance from the image as it was, with the squared error of intensities that training adds. A good distance brings the
 * detail back and adds no pattern of its own.
 *
 * @param distance which
 * @param blur standard deviation of the Gaussian in pixels
 * @param steps steps of Adam
 * @param rate learning rate, which falls to zero
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record PixelDescent(DistanceKind distance, double blur, int steps, double rate, String device) {

	private static final String PIXELS = "pixels";

	/** Checks the ranges. */
	public PixelDescent {
		if (!(blur >= 0.1 && blur <= 100)) {
			throw new InvalidInputException("The blur is " + blur + " pixels but must be between 0.1 and 100.");
		}
		if (steps < 1) throw new InvalidInputException("The number of steps is " + steps + " but must be at least 1.");
		if (!(rate > 0 && rate <= 1)) {
			throw new InvalidInputException("The learning rate is " + rate + " but must be above 0 and at most 1.");
		}
	}

	/**
	 * What came of it.
	 *
	 * @param start the blurred image, values in [0, 1]
	 * @param end the image after the last step, values in [0, 1]
	 * @param startDistance distance of the blurred image
	 * @param endDistance distance of the last
	 */
	public record Result(FloatImage start, FloatImage end, double startDistance, double endDistance) {}

	/**
	 * @param image shape (C, H, W), values in [0, 1]
	 * @param monitor told of progress, asked whether to stop
	 * @return start and end
	 */
	public Result run(final FloatImage image, final JobMonitor monitor) {
		final FloatImage start = Filters.blur(image, blur);
		final Shape shape = new Shape(1, image.channels(), image.height(), image.width());
		final ParameterLayout layout = new ParameterLayout();
		layout.addVector(PIXELS, image.data().length);
		try (NDManager manager = Torch.open(device);
				Parameters pixels = new Parameters(layout, start.data(), manager))
		{
			final PerceptualDistance used = Distances.forTraining(distance, manager);
			final Adam adam = new Adam(pixels, layout.size(), 1);
			final NDList target = used.features(Ops.tensor(manager, image.data(), shape.getShape()));
			double first = 0;
			double last = 0;
			for (int step = 0; step <= steps; step++) {
				monitor.checkCancelled();
				last = step(used, target, pixels, shape, adam);
				if (step == 0) first = last;
				monitor.emit(new JobEvent.Progress("descending", step, steps, 0, -1));
			}
			return new Result(start, clipped(image, pixels.toArray()), first, last);
		}
	}

	/** @return the distance before the step; the last call takes none */
	private double step(final PerceptualDistance used, final NDList target, final Parameters pixels, final Shape shape,
		final Adam adam)
	{
		return Scope.get(() -> {
			final NDArray leaf = Autograd.leaf(pixels.flat());
			final NDArray loss = Torch.recording(() -> used.distance(used.features(leaf.reshape(shape)), target).sum());
			if (adam.steps() < steps) {
				adam.step(Autograd.gradient(loss, leaf), rate * 0.5 * (1 + Math.cos(Math.PI * adam.steps() / steps)), Loop.SERIAL);
			}
			return (double) Ops.value(loss);
		});
	}

	private static FloatImage clipped(final FloatImage like, final float[] values) {
		for (int i = 0; i < values.length; i++) values[i] = Math.max(0, Math.min(1, values[i]));
		return new FloatImage(like.channels(), like.height(), like.width(), values);
	}
}
