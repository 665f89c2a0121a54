package org.chimle.engine.distill;

import java.util.SplittableRandom;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Resample;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.sample.Sampler;

/**
 * The distortion that matters most: what a generator, perhaps half trained, makes of the image. The grey version of the
 * image is reduced to the generator's input, and the difference between the sample and the image is added to its
 * colours, all of it at strength 1. Owns the generator until it is closed; one thread at a time has it.
 */
public final class GeneratorOutput implements Distortion, AutoCloseable {

	private final SavedModel model;
	private final Sampler sampler;

	/**
	 * @param model super-resolution of grey images
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @throws InvalidInputException for another kind of model
	 */
	public GeneratorOutput(final SavedModel model, final String device) {
		final ModelConfig config = model.config();
		if (config.task() != Task.SUPER_RESOLUTION || config.inputChannels() != 1 || config.imageChannels() != 1) {
			throw new InvalidInputException("The generator has the task " + config.task().label() + " with " + config
				.inputChannels() + " channels, but must be super-resolution of grey images.");
		}
		this.model = model;
		sampler = new Sampler(model, device);
	}

	@Override
	public FloatImage apply(final FloatImage image, final double strength, final SplittableRandom random) {
		final int scale = model.config().scale();
		final FloatImage grey = grey(image);
		final FloatImage input = Resample.bicubic(grey, image.height() / scale, image.width() / scale);
		final LatentCode code = LatentCode.ofSample(random.nextLong(), 0, model.config().levelCount());
		final FloatImage sample;
		synchronized (sampler) {
			sample = sampler.sample(input, code, JobMonitor.silent());
		}
		// Targets reach the network in a range that is wider than what they fill.
		final IntensityRange filled = new IntensityRange(1 / 12.0, 11 / 12.0);
		final FloatImage result = image.crop(0, 0, image.height(), image.width());
		for (int i = 0; i < result.data().length; i++) {
			final int pixel = i % image.plane();
			result.data()[i] += (float) (strength * (filled.toUnit(sample.data()[pixel]) - grey.data()[pixel]));
		}
		return result;
	}

	private static FloatImage grey(final FloatImage image) {
		final FloatImage grey = new FloatImage(1, image.height(), image.width());
		for (int i = 0; i < image.data().length; i++) grey.data()[i % image.plane()] += image.data()[i] / image.channels();
		return grey;
	}

	@Override
	public void close() {
		sampler.close();
	}
}
