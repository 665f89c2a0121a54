package org.chimle.engine.distill;

import java.util.SplittableRandom;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.sample.Sampler;

/**
 * The distortion that matters most: what a generator, perhaps half trained, makes of the image. The grey version of the
 * image is reduced to the generator's input, and the difference between the sample and the image is added to its
 * colours, all of it at strength 1. The sample is brought to the image's mean and contrast, since images of another kind
 * than the generator knows would only become dark, and brightness is a distortion of its own. Sizes that the generator
 * cannot make are reached by resampling. Owns the generator until it is closed; one thread at a time has it.
 */
public final class GeneratorOutput implements Distortion, AutoCloseable {

	/** Brightness and contrast. */
	private record Moments(double mean, double deviation) {

		static Moments of(final FloatImage image) {
			double sum = 0;
			double squares = 0;
			for (final float value : image.data()) {
				sum += value;
				squares += (double) value * value;
			}
			final double mean = sum / image.data().length;
			return new Moments(mean, Math.sqrt(Math.max(0, squares / image.data().length - mean * mean)));
		}
	}

	/** A sample without contrast stays so. */
	private static final double MOST_GAIN = 4;
	private static final double LEAST_DEVIATION = 1e-6;

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
		final FloatImage input = Resample.bicubic(grey, ceilDivided(image.height(), scale), ceilDivided(image.width(),
			scale));
		final LatentCode code = LatentCode.ofSample(random.nextLong(), 0, model.config().levelCount());
		final FloatImage sample;
		synchronized (sampler) {
			sample = Resample.bicubic(sampler.sample(input, code, JobMonitor.silent()), image.height(), image.width());
		}
		final Moments wanted = Moments.of(grey);
		final Moments got = Moments.of(sample);
		final double gain = Math.min(MOST_GAIN, wanted.deviation / Math.max(LEAST_DEVIATION, got.deviation));
		final FloatImage result = image.crop(0, 0, image.height(), image.width());
		for (int i = 0; i < result.data().length; i++) {
			final int pixel = i % image.plane();
			final double alike = wanted.mean + gain * (sample.data()[pixel] - got.mean);
			result.data()[i] += (float) (strength * (alike - grey.data()[pixel]));
		}
		return result;
	}

	private static int ceilDivided(final int length, final int scale) {
		return (length + scale - 1) / scale;
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
