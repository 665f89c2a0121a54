package org.chimle.workflow;

import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.train.Trainer;
import org.chimle.image.FolderOfPairs;
import org.chimle.image.FolderPairSource;
import org.chimle.image.PairProblem;
import org.chimle.image.PairProblemsException;
import org.chimle.image.PairRules;
import org.chimle.image.RangeMeasurement;

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

	/** Checks that nothing is missing; ranges are checked when the folder is known, before training. */
	public TrainingJob {
		if (task == null || preset == null || distance == null || search == null || device == null) {
			throw new InvalidInputException("The task, preset, distance, search or device is missing; give all of them.");
		}
		samplesPerLevel = samplesPerLevel == null ? List.of() : List.copyOf(samplesPerLevel);
	}

	/**
	 * Checks the folders, trains and writes the model file. A run that is cancelled while training still writes the model
	 * as it stands.
	 *
	 * @param monitor told of progress and losses, asked whether to stop
	 * @return the model as written
	 * @throws InvalidInputException if a folder, the model file or a setting cannot be used
	 * @throws PairProblemsException if there are bad pairs and they are not to be skipped
	 */
	public SavedModel run(final JobMonitor monitor) {
		final Path input = Paths.of(inputFolder, "input folder");
		final Path target = Paths.of(targetFolder, "target folder");
		final Path file = Paths.of(modelFile, "model file");
		Paths.requireWritable(file, "model file");
		final FolderOfPairs folder = FolderOfPairs.open(input, target, rules(), skipBadPairs, monitor);
		for (final PairProblem problem : folder.problems()) {
			monitor.say("Skipped " + problem.name() + ": " + problem.problem());
		}
		final TrainingPlan plan = TrainingPlan.of(this, folder);
		final Trainer trainer = new Trainer(plan.model(), plan.config(), device);
		final Normalisation normalisation = RangeMeasurement.of(folder, task, monitor);
		monitor.say("Training on " + folder.size() + " pairs of " + folder.inputKind().label() + " inputs and " + folder
			.targetKind().label() + " targets, scale " + folder.scale() + ", with " + plan.model().levelCount() + " levels.");
		Torch.explainFallback(device, monitor);
		final SavedModel model = trainer.train(new FolderPairSource(folder, plan.model(), normalisation), normalisation,
			monitor);
		ModelFile.write(model, file);
		if (model.training().cancelled()) monitor.say("The model of the stopped run was written to " + file + ".");
		return model;
	}

	private PairRules rules() {
		return new PairRules(task, Math.max(patch, TrainingPlan.SMALLEST_INPUT));
	}
}
