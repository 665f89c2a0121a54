package org.chimle.workflow;

import ij.ImagePlus;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import org.chimle.engine.config.SamplingConfig;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.sample.Sampler;
import org.chimle.engine.tensor.Precision;

/**
 * Generates samples for an image, plane by plane with the same latent codes. A model of one channel runs on every
 * channel of the image by itself, a model of k channels needs k, and an RGB image counts as three.
 * <p>
 * The samples make one XYCZT hyperstack in the units of the training targets. Sample s of frame t of an image of T
 * frames becomes frame s T + t. Pixel sizes are divided by the scale; unit, origin, spacing, overlay, colour tables and
 * display ranges are the image's, unless the model gives intensities of another magnitude than it takes: then the display range
 * is what the model can give.
 *
 * @param modelFile a model file
 * @param samples number of samples
 * @param seed fixes the samples
 * @param matchInput whether samples get the input's bit depth (rounded and clipped) instead of 32 bit
 * @param outputs what is made
 * @param consistency whether brightness and shading of every sample are made those of the image
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 * @param halfPrecision whether samples are computed in a shorter format than float32 where the device is quick with one
 */
public record GenerationJob(String modelFile, int samples, long seed, boolean matchInput, Outputs outputs,
	ConsistencyChoice consistency, String device, boolean halfPrecision)
{

	/** Checks the number of samples: how one sample differs from others nobody knows, but 0 would look as if they agreed. */
	public GenerationJob {
		samples = new SamplingConfig(samples, seed).samples();
		if (samples == 1 && (outputs.has(Output.STANDARD_DEVIATION) || outputs.has(Output.INTERQUARTILE_RANGE))) {
			throw new InvalidInputException("Standard deviation and interquartile range tell how samples differ, but there is to " +
				"be only 1; ask for 2 samples or more.");
		}
	}

	/** A job in float32. */
	public GenerationJob(final String modelFile, final int samples, final long seed, final boolean matchInput,
		final Outputs outputs, final ConsistencyChoice consistency, final String device)
	{
		this(modelFile, samples, seed, matchInput, outputs, consistency, device, false);
	}

	/** The samples, and their mean and standard deviation where asked for. */
	public GenerationJob(final String modelFile, final int samples, final long seed, final boolean matchInput,
		final boolean mean, final boolean standardDeviation, final String device)
	{
		this(modelFile, samples, seed, matchInput, Outputs.of(mean, standardDeviation), ConsistencyChoice.AUTO, device);
	}

	/**
	 * The images made, not yet shown.
	 *
	 * @param images what was asked for: samples on the T axis, the others with the axes of the image and 32 bit, the
	 *          montage RGB
	 * @param facts about the samples
	 */
	public record Result(Map<Output, ImagePlus> images, GenerationFacts facts) {

		/** Keeps the order of the outputs. */
		public Result {
			images = Collections.unmodifiableMap(new EnumMap<>(images));
		}

		/** @return the samples, or null if not asked for */
		public ImagePlus samples() {
			return images.get(Output.SAMPLES);
		}

		/** @return the mean over the samples, or null if not asked for */
		public ImagePlus mean() {
			return images.get(Output.MEAN);
		}

		/** @return the standard deviation over the samples, or null if not asked for */
		public ImagePlus standardDeviation() {
			return images.get(Output.STANDARD_DEVIATION);
		}
	}

	/** Runs the job in this process, see {@link #run(ImagePlus, Compute, JobMonitor)}. */
	public Result run(final ImagePlus image, final JobMonitor monitor) {
		return run(image, new LocalCompute(), monitor);
	}

	/**
	 * Reads the model file and runs the job.
	 *
	 * @param image the open image; it is not changed. A selection in it is what is processed, see
	 *          {@link Selection}
	 * @param compute where the samples are drawn
	 * @param monitor told of progress, asked whether to stop
	 * @return the images made, not yet shown
	 * @throws InvalidInputException if the model file, the image or the device cannot be used
	 */
	public Result run(final ImagePlus image, final Compute compute, final JobMonitor monitor) {
		try (Compute.OpenModel open = open(compute, monitor)) {
			return run(open, image, monitor);
		}
	}

	/** @return the model, ready, to be closed by the caller */
	Compute.OpenModel open(final Compute compute, final JobMonitor monitor) {
		final Compute.OpenModel open = compute.open(Paths.of(modelFile, "model file"), device, halfPrecision, monitor);
		if (halfPrecision) say(open.precision(), monitor);
		return open;
	}

	private static void say(final Precision precision, final JobMonitor monitor) {
		monitor.say(precision == Precision.FLOAT32
			? "This device is quick with no shorter number format; samples are computed in float32." : "Samples are computed in " +
				precision + "; they differ slightly from those in float32.");
	}

	/** Runs the job with a model that is ready, which stays open. */
	Result run(final Compute.OpenModel open, final ImagePlus image, final JobMonitor monitor) {
		final Provenance provenance = new Provenance(Paths.of(modelFile, "model file").getFileName().toString(), open
			.sha256(), open.precision());
		return prepare(open.model(), provenance, image, monitor).draw((input, codes) -> open.samples(input, codes, monitor));
	}

	/**
	 * Runs the job with a model that is already in memory; the model file is not touched.
	 *
	 * @param model the model
	 * @param image the image; it is not changed. A selection in it is what is processed, see
	 *          {@link Selection}
	 * @param monitor told of progress, asked whether to stop
	 * @return the images made, not yet shown
	 * @throws InvalidInputException if the image cannot be used
	 */
	public Result run(final SavedModel model, final ImagePlus image, final JobMonitor monitor) {
		final Precision precision = halfPrecision ? Precision.quick(device) : Precision.FLOAT32;
		if (halfPrecision) say(precision, monitor);
		final SampleRun run = prepare(model, Provenance.IN_MEMORY.in(precision), image, monitor);
		try (Sampler sampler = new Sampler(model, device, precision)) {
			return run.draw((input, codes) -> sampler.samples(input, codes, monitor));
		}
	}

	/** Checks everything that can be checked before the first sample is drawn. */
	SampleRun prepare(final SavedModel model, final Provenance provenance, final ImagePlus image,
		final JobMonitor monitor)
	{
		GenerationPlan.requireImage(image);
		final GenerationPlan plan = GenerationPlan.of(model, image, Selection.of(image, monitor));
		final SampleConsistency consistent = SampleConsistency.of(consistency, plan);
		JobSize.of(this, plan).require();
		final String caution = InputCheck.run(plan, monitor);
		consistent.say(monitor);
		return new SampleRun(this, plan, consistent, provenance.with(caution), monitor);
	}

	/**
	 * Says what the job would make, without starting it.
	 *
	 * @param image the image
	 * @return number and size of the images, e.g. {@code "8 samples of 2048 x 2048 x 3: 402 MB in 3 images"}
	 * @throws InvalidInputException if the job would be refused for model, image or memory
	 */
	public String estimate(final ImagePlus image) {
		GenerationPlan.requireImage(image);
		final SavedModel model = ModelFile.describe(Paths.of(modelFile, "model file"));
		final GenerationPlan plan = GenerationPlan.of(model, image, Selection.of(image, JobMonitor.silent()));
		SampleConsistency.of(consistency, plan); // may refuse
		final JobSize size = JobSize.of(this, plan);
		size.require();
		return size.words();
	}
}
