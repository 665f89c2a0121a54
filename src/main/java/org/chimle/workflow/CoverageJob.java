package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.nio.file.Path;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.InversionConfig;
import org.chimle.engine.inversion.Inversion;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;

/**
 * Measures whether a model covers what was observed: for every plane (and channel, where the model takes one at a time)
 * the latent codes are optimised until the output is as near the observed image as it gets, see {@link Inversion}.
 *
 * @param modelFile a model file
 * @param config restarts, steps, learning rate and seed
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record CoverageJob(String modelFile, InversionConfig config, String device) {

	/**
	 * What was found. Headings are fixed.
	 *
	 * @param restarts one row per image and restart
	 * @param summary one row per image
	 * @param nearest 32-bit stack of the outputs nearest to the observed image
	 */
	public record Result(ResultsTable restarts, ResultsTable summary, ImagePlus nearest) {}

	/** Runs the job elsewhere, see {@link #run(ImagePlus, ImagePlus, JobMonitor)}. */
	public Result run(final ImagePlus image, final ImagePlus observed, final Compute compute, final JobMonitor monitor) {
		return compute.run(new CoverageOfImage(this, image, observed), monitor);
	}

	/**
	 * Reads the model file and runs the job in this process.
	 *
	 * @param image the image the model is given; not changed
	 * @param observed the true image of it; not changed
	 * @param monitor told of progress, asked whether to stop
	 * @return tables and image, not yet shown
	 * @throws InvalidInputException if the model file or an image cannot be used
	 */
	public Result run(final ImagePlus image, final ImagePlus observed, final JobMonitor monitor) {
		final Path file = Paths.of(modelFile, "model file");
		return run(ModelFile.read(file), image, observed, monitor);
	}

	/** Runs the job with a model that is already in memory. */
	Result run(final SavedModel model, final ImagePlus image, final ImagePlus observed, final JobMonitor monitor) {
		final GenerationPlan plan = GenerationPlan.of(model, image);
		final CoverageRun run = new CoverageRun(this, plan, observed, monitor);
		InputCheck.run(plan, monitor);
		try (Inversion inversion = new Inversion(model, DistanceKind.LEARNED, device)) {
			return run.with(inversion);
		}
	}
}
