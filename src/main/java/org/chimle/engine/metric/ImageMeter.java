package org.chimle.engine.metric;

import ai.djl.ndarray.NDManager;

import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Torch;

/**
 * Measures one image after the other in the same way. The network of the distance is brought to the device for the first
 * image that needs it, and stays there until the meter is closed; one thread at a time.
 */
public final class ImageMeter implements AutoCloseable {

	private final MeasuredImage.Settings settings;
	private NDManager manager;
	private PerceptualDistance distance;

	/** @param settings how images are measured */
	public ImageMeter(final MeasuredImage.Settings settings) {
		this.settings = settings;
	}

	/** @return how images are measured */
	MeasuredImage.Settings settings() {
		return settings;
	}

	/**
	 * Measures an image. Memory for features is bounded, see {@link SampleDistances}.
	 *
	 * @param subject the image
	 * @param monitor told of progress, counted in samples; asked at least every few seconds of work whether to stop
	 * @return the figures
	 * @throws InvalidInputException if there is a single sample and nothing to compare it with, or there is no such device,
	 *           or the network of the distance is not installed
	 * @throws IllegalArgumentException if shapes do not fit each other
	 */
	public MeasuredImage measure(final MeasuredImage.Subject subject, final JobMonitor monitor) {
		return new ImageMeasurement(subject, this, monitor).run();
	}

	/** The distances of samples in [0, 1], see {@link SampleDistances}. */
	SampleDistances distances(final List<FloatImage> samples, final List<FloatImage> observed, final Runnable check) {
		if (distance == null) open();
		return SampleDistances.of(samples, observed, distance, manager, check);
	}

	private void open() {
		manager = Torch.open(settings.device());
		try {
			distance = Distances.of(settings.distance(), manager);
		}
		catch (final RuntimeException | Error exc) {
			close();
			throw exc;
		}
	}

	@Override
	public void close() {
		if (manager != null) manager.close();
		manager = null;
		distance = null;
	}
}
