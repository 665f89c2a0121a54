package org.chimle.workflow;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.Ending;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Checkpoint;
import org.chimle.engine.model.CheckpointFile;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TrainingRun;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Values;
import org.chimle.engine.train.RunComparison;
import org.chimle.engine.train.Trainer;
import org.chimle.engine.train.TrainingStart;
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
 * @param modelFile the file to write; the ending .chimle is added where it is missing
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
 * @param continuation what the job builds on
 * @param sharp how the inputs are made of the targets; then the input folder is not looked at, and the task follows
 * @param mixedPrecision whether the code search and the steps use a shorter format than float32 where the device is quick
 *          with it
 */
public record TrainingJob(String inputFolder, String targetFolder, String modelFile, Task task, Preset preset,
	List<Integer> samplesPerLevel, int epochs, int patch, double validationShare, double learningRate, long seed,
	String device, boolean skipBadPairs, DistanceKind distance, SearchStrategy search, Continuation continuation,
	SharpImages sharp, boolean mixedPrecision)
{

	/**
	 * A job on observed pairs that builds on nothing, in mixed precision; see the methods that change that.
	 */
	public TrainingJob(final String inputFolder, final String targetFolder, final String modelFile, final Task task,
		final Preset preset, final List<Integer> samplesPerLevel, final int epochs, final int patch,
		final double validationShare, final double learningRate, final long seed, final String device,
		final boolean skipBadPairs, final DistanceKind distance, final SearchStrategy search)
	{
		this(inputFolder, targetFolder, modelFile, task, preset, samplesPerLevel, epochs, patch, validationShare, learningRate,
			seed, device, skipBadPairs, distance, search, Continuation.NONE, SharpImages.NONE, true);
	}

	/** Checks that nothing is missing; ranges are checked when the folder is known, before training. */
	public TrainingJob {
		if (task == null || preset == null || distance == null || search == null || device == null) {
			throw new InvalidInputException("The task, preset, distance, search or device is missing; give all of them.");
		}
		if (modelFile != null && !modelFile.isBlank()) modelFile = ModelFile.named(new File(modelFile.strip())).getPath();
		continuation = continuation == null ? Continuation.NONE : continuation;
		sharp = sharp == null ? SharpImages.NONE : sharp;
		if (!sharp.isNone()) task = sharp.degradation().task();
		samplesPerLevel = samplesPerLevel == null ? List.of() : List.copyOf(samplesPerLevel);
	}

	/** @return the same job, building on something */
	public TrainingJob with(final Continuation other) {
		return new TrainingJob(inputFolder, targetFolder, modelFile, task, preset, samplesPerLevel, epochs, patch,
			validationShare, learningRate, seed, device, skipBadPairs, distance, search, other, sharp, mixedPrecision);
	}

	/** @return the same job, with inputs that are made of the targets */
	public TrainingJob with(final SharpImages other) {
		return new TrainingJob(inputFolder, targetFolder, modelFile, task, preset, samplesPerLevel, epochs, patch,
			validationShare, learningRate, seed, device, skipBadPairs, distance, search, continuation, other,
			mixedPrecision);
	}

	/** @return the same job, in mixed precision or in float32 alone */
	public TrainingJob withMixedPrecision(final boolean mixed) {
		return new TrainingJob(inputFolder, targetFolder, modelFile, task, preset, samplesPerLevel, epochs, patch,
			validationShare, learningRate, seed, device, skipBadPairs, distance, search, continuation, sharp, mixed);
	}

	/**
	 * Checks the folders, trains and writes the model file. A run that is stopped while training still writes the model
	 * as it stands, and can be resumed from the checkpoint beside the model file; one that is abandoned leaves only that;
	 * one that ends well or is finished early removes it. How the training goes is kept in a {@link TrainingFolder}.
	 *
	 * @param host told of progress, losses and previews, asked whether to stop
	 * @return the model as written
	 * @throws org.chimle.engine.job.JobCancelledException if the user abandoned the run, or ended it before it trained
	 * @throws InvalidInputException if a folder, the model file, the distance or a setting cannot be used
	 * @throws PairProblemsException if there are bad pairs and they are not to be skipped, or they are not those of the
	 *           run to be resumed
	 */
	public SavedModel run(final JobMonitor host) {
		final Path file = Paths.of(modelFile, "model file");
		Paths.requireWritable(file, "model file");
		Distances.requireInstalled(distance);
		final Checkpoint resumed = continuation.interruptedRun(file);
		final TrainingFolder record = new TrainingFolder(file, resumed != null, host.listener());
		final JobMonitor monitor = new JobMonitor(event -> {
			record.onEvent(event);
			host.emit(event);
		}, host.control());
		final SavedModel trained = resumed == null && continuation.startsFromModel() ? ModelFile.read(Paths.of(continuation
			.startFrom(), "model to start from")) : null;
		final FolderOfPairs folder = folder(monitor);
		for (final PairProblem problem : folder.problems()) {
			monitor.say("Skipped " + problem.name() + ": " + problem.problem());
		}
		final TrainingPlan plan = plan(folder, resumed, trained);
		final Trainer trainer = new Trainer(plan.model(), plan.config(), device);
		if (resumed != null) requireSame(resumed.run(), plan, folder);
		final Normalisation normalisation = resumed != null ? resumed.run().normalisation() : normalisation(folder, trained,
			monitor);
		monitor.say("Training on " + folder.size() + " pairs of " + folder.inputKind().label() + " inputs and " + folder
			.targetKind().label() + " targets, scale " + folder.scale() + ", with " + plan.model().levelCount() + " levels.");
		if (!sharp.isNone()) monitor.say("The inputs are made of the targets: " + folder.degradation().words() + ".");
		Torch.explainFallback(device, monitor);
		final PairSource pairs = new FolderPairSource(folder, plan.model(), normalisation);
		final SavedModel model = trainer.observedBy(new TrainingPreview(pairs, record, device, monitor.control()::activeNanos))
			.train(pairs, normalisation, start(resumed, trained), continuation.checkpoints(file, monitor), monitor);
		ModelFile.write(model, file);
		SampleConsistency.sayFound(model, monitor);
		final boolean done = !model.training().cancelled() || monitor.control().ending() == Ending.FINISHED;
		if (done) Continuation.deleteCheckpoint(file, monitor);
		else monitor.say("The model of the stopped run was written to " + file + (Files.exists(CheckpointFile.of(file))
			? "; the run can be resumed." : "."));
		return model;
	}

	/** @return the pairs, checked */
	FolderOfPairs folder(final JobMonitor monitor) {
		final Path target = Paths.of(targetFolder, "target folder");
		final PairRules rules = new PairRules(task, Math.max(patch, TrainingPlan.SMALLEST_INPUT));
		if (!sharp.isNone()) return sharp.open(target, rules, seed, skipBadPairs, monitor);
		return FolderOfPairs.open(Paths.of(inputFolder, "input folder"), target, rules, skipBadPairs, monitor);
	}

	/** The architecture is the preset's, or that of the model whose weights are trained further. */
	private TrainingPlan plan(final FolderOfPairs folder, final Checkpoint resumed, final SavedModel trained) {
		if (!continuation.startsFromModel()) return TrainingPlan.of(this, folder, null);
		final ModelConfig model = resumed != null ? resumed.run().model() : trained.config();
		StartingModel.requireFit(model, continuation.startFrom(), task, folder);
		return TrainingPlan.of(this, folder, model);
	}

	private static void requireSame(final TrainingRun before, final TrainingPlan plan, final FolderOfPairs folder) {
		RunComparison.requireSameInputs(before.degradation(), folder.degradation());
		final List<TrainingRun.Pair> now = RunComparison.run(plan.model(), plan.config(), before.normalisation(),
			new FolderPairSource(folder, plan.model(), before.normalisation())).pairs();
		final List<PairProblem> problems = new ArrayList<>();
		RunComparison.differentPairs(before.pairs(), now).forEach((name, problem) -> problems.add(new PairProblem(name,
			problem)));
		// First the pairs, because some settings follow from their number.
		if (problems.isEmpty()) RunComparison.requireSameSettings(before, plan.model(), plan.config());
		else throw new PairProblemsException(problems, "restore the images to resume the run, or discard it and train anew");
	}

	private Normalisation normalisation(final FolderOfPairs folder, final SavedModel trained, final JobMonitor monitor) {
		final Normalisation found = RangeMeasurement.of(folder, task, monitor);
		if (trained == null) return found;
		monitor.say("Starting from the weights of " + continuation.startFrom() + ", which had " + trained.training().steps() +
			" steps; its architecture and intensity ranges are kept.");
		StartingModel.compareRanges("input", trained.normalisation().input(), found.input(), monitor);
		StartingModel.compareRanges("target", trained.normalisation().target(), found.target(), monitor);
		return trained.normalisation();
	}

	private static TrainingStart start(final Checkpoint resumed, final SavedModel trained) {
		if (resumed != null) return new TrainingStart.Resumed(resumed);
		return trained == null ? new TrainingStart.Anew() : new TrainingStart.FromWeights(Values.of(trained.parameters()));
	}
}
