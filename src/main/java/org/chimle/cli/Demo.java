package org.chimle.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.image.LossLog;
import org.chimle.image.LossPlot;
import org.chimle.image.Montage;
import org.chimle.image.ResultFiles;
import org.chimle.workflow.Continuation;
import org.chimle.workflow.InterruptedRun;
import org.chimle.workflow.TrainingJob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chimle demo}. */
@Command(name = "demo", description = "The main job on the test images: trains a small model on simulated fluorescence, " +
	"generates samples for held-out inputs, measures them, and says where the results are.")
final class Demo extends Subcommand {

	@Option(names = "--images", defaultValue = "test-images", paramLabel = "FOLDER", description = "the test images")
	private Path images;

	@Option(names = "--output", defaultValue = "demo-output", paramLabel = "FOLDER", description = "gets the results")
	private Path output;

	@Option(names = "--epochs", defaultValue = "60", paramLabel = "N", description = "passes over the 24 training pairs")
	private int epochs;

	@Option(names = "--patch-size", defaultValue = "64", paramLabel = "PIXELS", description = "side of the training patches")
	private int patchSize;

	@Option(names = "--samples-per-level", split = ",", defaultValue = "20,8", paramLabel = "M", description =
		"candidates of the code search at each level, coarsest first")
	private List<Integer> samplesPerLevel;

	@Option(names = "--samples", defaultValue = "8", paramLabel = "N", description = "samples per held-out input")
	private int samples;

	@Option(names = "--seed", defaultValue = "42", description = "makes the run reproducible")
	private long seed;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Override
	int run(final JobControl control) {
		ResultFiles.makeFolder(output);
		final LossLog losses = new LossLog();
		terminal().say("1 of 4: training with the perceptual distance");
		final SavedModel perceptual = train(DistanceKind.LEARNED, "model", losses, control);
		terminal().say("2 of 4: training the same model with mean squared error, for comparison");
		final SavedModel squared = train(DistanceKind.MEAN_SQUARED_ERROR, "model-mean-squared-error", new LossLog(), control);
		terminal().say("3 of 4: generating and measuring samples for held-out inputs");
		final DemoResults.Evaluation results = results(perceptual).evaluate(output, monitor(control));
		terminal().say("4 of 4: comparing with the sharpness of the second model");
		final double squaredSharpness = results(squared).sharpness(monitor(control));
		Montage.write(results.rows(), output.resolve("montage.png"));
		LossPlot.write(losses, output.resolve("loss.png"));
		ResultFiles.writeText(results.table(), output.resolve("metrics.csv"));
		ResultFiles.writeText(results.summary(), output.resolve("summary.csv"));
		report(results, squaredSharpness);
		return 0;
	}

	private SavedModel train(final DistanceKind distance, final String name, final LossLog losses,
		final JobControl control)
	{
		final Path pairs = images.resolve("fluorescence").resolve("train");
		final TrainingJob job = new TrainingJob(pairs.resolve("low").toString(), pairs.resolve("high").toString(), output
			.resolve(name + ModelFile.SUFFIX).toString(), Task.SUPER_RESOLUTION, Preset.FAST, samplesPerLevel, epochs,
			patchSize, 0.1, 1e-3, seed, device, false, distance, SearchStrategy.CHIMLE).with(new Continuation("",
				InterruptedRun.DISCARD, Continuation.USUAL_MINUTES));
		final JobMonitor console = monitor(control);
		final SavedModel model = job.run(new JobMonitor(event -> {
			console.emit(event);
			losses.onEvent(event);
		}, control));
		if (model.training().cancelled()) throw new JobCancelledException();
		return model;
	}

	private DemoResults results(final SavedModel model) {
		final Path pairs = images.resolve("fluorescence").resolve("test");
		return new DemoResults(model, pairs.resolve("low"), pairs.resolve("high"), samples, seed, device);
	}

	private void report(final DemoResults.Evaluation results, final double squaredSharpness) {
		terminal().print("");
		terminal().print(results.summary());
		terminal().print("Sharpness of the samples relative to the targets (gradient energy at equal contrast;\n" +
			"1.00 is as sharp as the truth, less is blurred, more is noisy):");
		terminal().print(String.format(Locale.ROOT, "  trained with the perceptual distance %.2f, with mean squared error %.2f",
			results.sharpness(), squaredSharpness));
		terminal().print("");
		terminal().print("The results are in " + output.toAbsolutePath().normalize() + ":");
		terminal().print("  model.chimle        the model; use it with Plugins>CHIMLE>Generate CHIMLE Samples...");
		terminal().print("  *-samples.tif       the samples, one hyperstack per held-out input");
		terminal().print("  montage.png         input | samples | mean | standard deviation | target");
		terminal().print("  loss.png            the loss during training");
		terminal().print("  metrics.csv         figures of every sample; summary.csv: of every input");
	}
}
