package org.chimle.cli;

import java.util.List;
import java.util.Locale;

import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.job.JobControl;
import org.chimle.image.SimulatedImages;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chimle modes}. */
@Command(name = "modes", description = "Trains CHIMLE, the cIMLE baseline and a regression on inputs with two known, " +
	"equally likely answers, and prints how often the samples for held-out inputs contain both.")
final class Modes extends Subcommand {

	@Option(names = "--pairs", defaultValue = "192", description = "training pairs")
	private int pairs;

	@Option(names = "--inputs", defaultValue = "32", description = "held-out inputs")
	private int inputs;

	@Option(names = "--samples", defaultValue = "32", description = "samples per held-out input")
	private int samples;

	@Option(names = "--samples-per-level", split = ",", defaultValue = "40,8", paramLabel = "M", description =
		"candidates of the code search at each of the two levels, coarsest first")
	private List<Integer> samplesPerLevel;

	@Option(names = "--epochs", defaultValue = "60", description = "passes over the training pairs")
	private int epochs;

	@Option(names = "--seed", defaultValue = "" + SimulatedImages.SEED, description = "of images, training and samples")
	private long seed;

	@Option(names = "--search", split = ",", defaultValue = "CHIMLE,CIMLE,ZERO_CODE", description =
		"what to compare: ${COMPLETION-CANDIDATES}")
	private SearchStrategy[] searches;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Override
	int run(final JobControl control) {
		terminal().print("search,inputs,samples,both answers,at least one,samples that are an answer");
		for (final SearchStrategy search : searches) {
			terminal().say("Training with " + search + " ...");
			final TwoAnswersTrial.Coverage coverage = new TwoAnswersTrial(search, samplesPerLevel, pairs, inputs, samples, epochs,
				seed, device).run(monitor(control));
			terminal().print(String.format(Locale.ROOT, "%s,%d,%d,%.3f,%.3f,%.3f", search, inputs,
				search == SearchStrategy.ZERO_CODE ? 1 : samples, coverage.both(), coverage.any(), coverage.hits()));
		}
		return 0;
	}
}
