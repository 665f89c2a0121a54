package org.chimle.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.DistillationConfig;
import org.chimle.engine.distill.Agreement;
import org.chimle.engine.distill.Distillation;
import org.chimle.engine.job.JobControl;
import org.chimle.workflow.PerceptualTrainingJob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chimle train-perceptual}. */
@Command(name = "train-perceptual", description = "Teaches the bundled distance to agree with a published LPIPS on " +
	"distorted images, and prints how well it does on images and strengths it was not taught with.")
final class TrainPerceptual extends Subcommand {

	@Parameters(arity = "0..*", paramLabel = "FOLDER", description = "folders of images, each a family of its own")
	private List<Path> folders = List.of();

	@Option(names = "--other-images", paramLabel = "FOLDER", description =
		"a folder of images that only the test sees, a row of its own; may be repeated")
	private List<Path> otherFolders = List.of();

	@Option(names = "--output-file", required = true, paramLabel = "FILE", description = "gets the parameters (.safetensors)")
	private Path outputFile;

	@Option(names = "--simulated", defaultValue = "60", paramLabel = "N", description = "simulated micrographs, one more family")
	private int simulated;

	@Option(names = "--generator", paramLabel = "FILE", description =
		"a model (.chimle, super-resolution of grey images) whose samples are distortions too; may be repeated")
	private List<Path> generators = List.of();

	@Option(names = "--teacher", defaultValue = "LPIPS_SQUEEZE", description = "${COMPLETION-CANDIDATES}")
	private DistanceKind teacher;

	@Option(names = "--steps", defaultValue = "6000", paramLabel = "N", description = "optimisation steps; 0 only tests what " +
		"--start-from names")
	private int steps;

	@Option(names = "--groups", defaultValue = "8", paramLabel = "N", description = "images in a step")
	private int groups;

	@Option(names = "--distorted", defaultValue = "4", paramLabel = "N", description =
		"distorted versions of each; every two images of a group are compared")
	private int distorted;

	@Option(names = "--uses", defaultValue = "3", paramLabel = "N", description =
		"how often an image that was drawn, distorted and judged by the teacher is learned from")
	private int uses;

	@Option(names = "--learning-rate", defaultValue = "1e-3", paramLabel = "RATE", description = "highest rate of Adam")
	private double rate;

	@Option(names = "--seed", defaultValue = "1", description = "makes the run reproducible")
	private long seed;

	@Option(names = "--start-from", defaultValue = "", paramLabel = "FILE", description = "parameters to begin with")
	private String startFrom;

	@Option(names = "--test-groups", defaultValue = "300", paramLabel = "N", description =
		"held-out images drawn for the test, each distorted six times")
	private int testGroups;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Override
	int run(final JobControl control) {
		final DistillationConfig config = new DistillationConfig(steps, groups, distorted, uses, rate, seed);
		final Map<String, Distillation.Result> results = new PerceptualTrainingJob(texts(folders), texts(otherFolders),
			simulated, texts(generators), teacher, config, startFrom, outputFile.toString(), testGroups, device).run(monitor(
				control));
		terminal().print("Spearman's correlation with the teacher, overall and by family, and triplets judged alike:");
		results.forEach((name, result) -> print(name, result.heldOut()));
		if (!otherFolders.isEmpty()) {
			terminal().print("The same on the other images:");
			results.forEach((name, result) -> print(name, result.others()));
		}
		terminal().print(outputFile.toString());
		return 0;
	}

	private static List<String> texts(final List<Path> paths) {
		return paths.stream().map(Path::toString).toList();
	}

	private void print(final String name, final Agreement agreement) {
		terminal().print(String.format(Locale.ROOT, "%s: %.3f %s, %.1f %%", name, agreement.overall(), agreement.byFamily(),
			100 * agreement.triplets()));
	}
}
