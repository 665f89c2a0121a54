package org.chimle.workflow;

import ij.ImagePlus;

import java.nio.file.Path;

import org.chimle.engine.config.SamplingConfig;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.sample.Sampler;
import org.chimle.image.StackLayout;

/**
 * Generates samples for an image, plane by plane with the same latent codes. A model of one channel runs on every
 * channel of the image by itself, a model of k channels needs k, and an RGB image counts as three.
 * <p>
 * The samples make one XYCZT hyperstack in the units of the training targets. Sample s of frame t of an image of T
 * frames becomes frame s T + t. Pixel sizes are divided by the scale; unit, origin, spacing, colour tables and display
 * ranges are the image's, unless the model gives intensities of another magnitude than it takes: then the display range
 * is what the model can give.
 *
 * @param modelFile a model file
 * @param samples number of samples
 * @param seed fixes the samples
 * @param matchInput whether samples get the input's bit depth (rounded and clipped) instead of 32 bit
 * @param mean whether the mean over the samples is made as well
 * @param standardDeviation whether the standard deviation over the samples is made as well
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record GenerationJob(String modelFile, int samples, long seed, boolean matchInput, boolean mean,
	boolean standardDeviation, String device)
{

	/** Checks the number of samples. */
	public GenerationJob {
		samples = new SamplingConfig(samples, seed).samples();
	}

	/**
	 * The images made.
	 *
	 * @param samples hyperstack with the samples on the T axis
	 * @param mean 32-bit mean over the samples, or null if not asked for
	 * @param standardDeviation 32-bit standard deviation over the samples, or null if not asked for
	 */
	public record Result(ImagePlus samples, ImagePlus mean, ImagePlus standardDeviation) {}

	/** Runs the job in this process, see {@link #run(ImagePlus, Compute, JobMonitor)}. */
	public Result run(final ImagePlus image, final JobMonitor monitor) {
		return run(image, new LocalCompute(), monitor);
	}

	/**
	 * Reads the model file and runs the job.
	 *
	 * @param image the open image; it is not changed, and a selection in it is ignored
	 * @param compute where the samples are drawn
	 * @param monitor told of progress, asked whether to stop
	 * @return the images made, not yet shown
	 * @throws InvalidInputException if the model file, the image or the device cannot be used
	 */
	public Result run(final ImagePlus image, final Compute compute, final JobMonitor monitor) {
		final Path file = Paths.of(modelFile, "model file");
		try (Compute.OpenModel open = compute.open(file, device, monitor)) {
			final Provenance provenance = new Provenance(file.getFileName().toString(), open.sha256());
			return prepare(open.model(), provenance, image, monitor).draw((input, code) -> open.sample(input, code, monitor));
		}
	}

	/**
	 * Runs the job with a model that is already in memory; the model file is not touched.
	 *
	 * @param model the model
	 * @param image the image; it is not changed, and a selection in it is ignored
	 * @param monitor told of progress, asked whether to stop
	 * @return the images made, not yet shown
	 * @throws InvalidInputException if the image cannot be used
	 */
	public Result run(final SavedModel model, final ImagePlus image, final JobMonitor monitor) {
		final SampleRun run = prepare(model, Provenance.IN_MEMORY, image, monitor);
		try (Sampler sampler = new Sampler(model, device)) {
			return run.draw((input, code) -> sampler.sample(input, code, monitor));
		}
	}

	/** Checks everything that can be checked before the first sample is drawn. */
	SampleRun prepare(final SavedModel model, final Provenance provenance, final ImagePlus image,
		final JobMonitor monitor)
	{
		final GenerationPlan plan = GenerationPlan.of(model, image);
		final StackLayout all = plan.layout(samples, matchInput);
		if (all.planes() > Integer.MAX_VALUE) {
			throw new InvalidInputException("The sample stack would have " + all.planes() +
				" planes, more than ImageJ can hold; ask for fewer samples.");
		}
		HeapRoom.require("The sample stack of " + image.getTitle(), all.bytes() + (mean ? plan.layout(1, false).bytes() : 0) +
			(standardDeviation ? plan.layout(1, false).bytes() : 0),
			"ask for fewer samples, crop the image or raise Edit > Options > Memory & Threads");
		InputCheck.run(plan, monitor);
		return new SampleRun(this, plan, provenance, monitor);
	}
}
