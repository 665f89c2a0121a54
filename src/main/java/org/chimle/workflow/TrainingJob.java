package org.chimle.workflow;

import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.SavedModel;

/**
 * Trains a model on two folders of images whose files pair up by name, and writes the model file.
 *
 * @param inputFolder folder of conditioning images
 * @param targetFolder folder of images to be reached
 * @param modelFile the file to write
 * @param task the wiring
 * @param preset the size of the model
 * @param samplesPerLevel candidates per level in the code search, coarsest first; empty takes the preset's
 * @param epochs passes over the training pairs
 * @param patch side of the square crop of the target in pixels, 0 for whole images
 * @param validationShare share of the pairs held out, 0..0.5
 * @param learningRate Adam's step size
 * @param seed makes the run reproducible
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 * @param skipBadPairs whether broken pairs are left out instead of stopping the job
 * @param distance the distance of search and loss
 * @param search how codes are found
 */
public record TrainingJob(String inputFolder, String targetFolder, String modelFile, Task task, Preset preset,
	List<Integer> samplesPerLevel, int epochs, int patch, double validationShare, double learningRate, long seed,
	String device, boolean skipBadPairs, DistanceKind distance, SearchStrategy search)
{

	/**
	 * Runs the job.
	 *
	 * @param monitor told of progress and losses, asked whether to stop
	 * @return the model as written
	 */
	public SavedModel run(final JobMonitor monitor) {
		throw new IllegalStateException("under construction " + Path.of(modelFile) + monitor);
	}
}
