package org.chimle.cli;

import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.workflow.Continuation;
import org.chimle.workflow.ForecastJob;
import org.chimle.workflow.InterruptedRun;
import org.chimle.workflow.SharpImages;
import org.chimle.workflow.TrainingJob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chimle train}. */
@Command(name = "train", description = "Trains a model on two folders of images whose files pair up by name, or on one " +
	"folder of sharp images of which the inputs are made.%n" +
	"Ctrl-C stops training and still writes the model as it stands; such a run, or one that was killed, can be resumed.")
final class Train extends Subcommand {

	@Option(names = "--input-folder", paramLabel = "FOLDER", description =
		"images as they will come; without it, inputs are made of the targets")
	private Path inputFolder;

	@Option(names = "--target-folder", required = true, paramLabel = "FOLDER", description = "images as they should be")
	private Path targetFolder;

	@Option(names = "--model-file", required = true, paramLabel = "FILE", description =
		"the file to write; .chimle is added where it is missing")
	private Path modelFile;

	@Option(names = "--task", defaultValue = "super-resolution", paramLabel = "TASK", description =
		"super-resolution, generic (equal size) or colourization")
	private Task task;

	@Option(names = "--preset", defaultValue = "FAST", description = "size of the model: ${COMPLETION-CANDIDATES}")
	private Preset preset;

	@Option(names = "--samples-per-level", split = ",", paramLabel = "M", description =
		"candidates of the code search at each level, coarsest first, e.g. 200,200,20; default: the preset's")
	private List<Integer> samplesPerLevel = List.of();

	@Option(names = "--epochs", defaultValue = "50", paramLabel = "N", description = "passes over the training pairs")
	private int epochs;

	@Option(names = "--patch-size", defaultValue = "64", paramLabel = "PIXELS", description =
		"side of the square cut out of the targets; 0 takes whole images")
	private int patchSize;

	@Option(names = "--validation-share", defaultValue = "0.1", paramLabel = "SHARE", description =
		"share of the pairs held out, 0 to 0.5")
	private double validationShare;

	@Option(names = "--learning-rate", defaultValue = "0.001", paramLabel = "RATE", description = "step size of Adam")
	private double learningRate;

	@Option(names = "--seed", defaultValue = "42", description = "makes the run reproducible")
	private long seed;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Option(names = "--skip-bad-pairs", description = "leave out pairs that do not fit instead of stopping")
	private boolean skipBadPairs;

	@Option(names = "--distance", defaultValue = "bundled", paramLabel = "DISTANCE", description =
		"the distance of search and loss: bundled, mean-squared-error, or an installed lpips-vgg, lpips-alex or lpips-squeeze (see weights)")
	private DistanceKind distance;

	@Option(names = "--search", defaultValue = "CHIMLE", description = "${COMPLETION-CANDIDATES}")
	private SearchStrategy search;

	@Option(names = "--full-precision", description = "compute everything in float32; otherwise processors that are quick " +
		"with bfloat16 compute the steps in it, and they and GPUs look through the candidates of the code search in a shorter " +
		"format first and compare only the few nearest in float32, in a fraction of the time")
	private boolean fullPrecision;

	@Option(names = "--start-from", defaultValue = "", paramLabel = "FILE", description =
		"a model (.chimle) whose weights are trained further, e.g. on more pairs or with a lower rate")
	private String startFrom;

	@Option(names = "--interrupted-run", defaultValue = "KEEP", description = "what becomes of an interrupted run to the " +
		"same model file: ${COMPLETION-CANDIDATES}; keep refuses to replace it")
	private InterruptedRun interruptedRun;

	@Option(names = "--checkpoint-minutes", defaultValue = "" + Continuation.USUAL_MINUTES, paramLabel = "MINUTES",
		description = "time between two checkpoints, from which a run can be resumed")
	private double checkpointMinutes;

	@Option(names = "--estimate", description = "print what the training would take, and stop")
	private boolean estimate;

	@Mixin
	private SharpOptions sharp;

	@Mixin
	private Place place;

	@Override
	int run(final JobControl control) {
		requireOneSource();
		final TrainingJob job = new TrainingJob(inputFolder == null ? "" : inputFolder.toString(), targetFolder.toString(), modelFile.toString(), task,
			preset, samplesPerLevel, epochs, patchSize, validationShare, learningRate, seed, device, skipBadPairs, distance,
			search).with(new Continuation(startFrom, interruptedRun, checkpointMinutes)).with(inputFolder == null ? sharp
				.settings() : SharpImages.NONE).withMixedPrecision(!fullPrecision);
		if (estimate) {
			terminal().print(place.compute().run(new ForecastJob(job, true), monitor(control)).words());
			return 0;
		}
		ForecastJob.announce(job, place.compute(), monitor(control));
		final TrainingRecord record = place.compute().train(job, monitor(control));
		terminal().print(job.modelFile());
		return record.cancelled() ? ChimleCli.CANCELLED : 0;
	}

	private void requireOneSource() {
		if (inputFolder == null && !sharp.isGiven()) {
			throw new InvalidInputException("There is no input folder; give --input-folder, or say how inputs are made of the " +
				"targets (--factor, --blur, --psf-file, --photons, --gaussian-noise, --jpeg-quality, --greyscale).");
		}
		if (inputFolder != null && sharp.isGiven()) {
			throw new InvalidInputException("There is an input folder, but also a degradation that would make the inputs; " +
				"leave one of them out.");
		}
	}
}
