package org.chimle.cli;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

import org.chimle.workflow.ConsistencyChoice;
import org.chimle.workflow.GenerationJob;
import org.chimle.workflow.Output;
import org.chimle.workflow.Outputs;

import picocli.CommandLine.Option;

/** The options of the subcommands that draw samples. */
final class Sampling {

	/** What the option means, here and for explore. */
	static final String CONSISTENCY = "whether every sample gets the brightness and shading of the image, or those that went " +
		"with it in the training pairs: yes, no, or auto, if inputs and targets of the training agreed";

	@Option(names = "--model-file", required = true, paramLabel = "FILE", description = "a model made by train")
	private Path modelFile;

	@Option(names = "--samples", defaultValue = "8", paramLabel = "N", description = "how many samples")
	private int samples;

	@Option(names = "--seed", defaultValue = "42", description = "fixes the samples")
	private long seed;

	@Option(names = "--match-input", description = "write samples in the input's bit depth instead of 32 bit")
	private boolean matchInput;

	@Option(names = "--mean", description = "also write the mean over the samples, NAME-mean.tif")
	private boolean mean;

	@Option(names = "--standard-deviation", description = "also write their standard deviation, NAME-sd.tif")
	private boolean standardDeviation;

	@Option(names = "--interquartile-range", description = "also write their interquartile range, NAME-iqr.tif")
	private boolean interquartileRange;

	@Option(names = "--agreement-map", description = "also write the share of the samples above the threshold, " +
		"NAME-agreement.tif")
	private boolean agreementMap;

	@Option(names = "--threshold", defaultValue = Outputs.AUTOMATIC, paramLabel = "INTENSITY", description =
		"threshold of the agreement map in the image's units, or auto for Otsu's threshold of the mean")
	private String threshold;

	@Option(names = "--montage", description = "also write a picture with input, samples, mean and standard deviation, " +
		"NAME-montage.png")
	private boolean montage;

	@Option(names = "--discard-samples", description = "write only what is made of the samples, so that their number is " +
		"not limited by memory")
	private boolean discardSamples;

	@Option(names = "--consistency", defaultValue = "auto", paramLabel = "CHOICE", description = CONSISTENCY)
	private ConsistencyChoice consistency;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Option(names = "--half-precision", description = "processors that are quick with bfloat16 compute in it, in about half " +
		"the time; samples then differ by less than a thousandth of the intensity range")
	private boolean halfPrecision;

	/** @return the job that the options describe */
	GenerationJob job() {
		return new GenerationJob(modelFile.toString(), samples, seed, matchInput, new Outputs(kinds(), Outputs.threshold(
			threshold)), consistency, device, halfPrecision);
	}

	private Set<Output> kinds() {
		final Set<Output> kinds = EnumSet.noneOf(Output.class);
		if (!discardSamples) kinds.add(Output.SAMPLES);
		if (mean) kinds.add(Output.MEAN);
		if (standardDeviation) kinds.add(Output.STANDARD_DEVIATION);
		if (interquartileRange) kinds.add(Output.INTERQUARTILE_RANGE);
		if (agreementMap) kinds.add(Output.AGREEMENT);
		if (montage) kinds.add(Output.MONTAGE);
		return kinds;
	}
}
