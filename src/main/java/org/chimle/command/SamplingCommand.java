package org.chimle.command;

import java.io.File;
import java.util.EnumSet;
import java.util.Set;

import org.chimle.workflow.ConsistencyChoice;
import org.chimle.workflow.GenerationJob;
import org.chimle.workflow.Output;
import org.chimle.workflow.Outputs;
import org.scijava.plugin.Parameter;

/**
 * What the commands that draw samples ask for. The field names are the macro keys and stay as they are. Boxes are off by
 * default, because ImageJ's recorder does not write that one is off.
 */
abstract class SamplingCommand extends ChimleCommand {

	private static final String FLOAT = "32-bit";
	private static final String AS_INPUT = "same as input";

	@Parameter(label = "Model file", description = "The model that Train CHIMLE Model wrote (.chimle).", style = "open",
		persist = false, autoFill = false)
	private File model_file;

	@Parameter(label = "Samples", description = "How many plausible images are drawn.", min = "1", max = "100000",
		persist = false)
	private int samples = 8;

	@Parameter(label = "Seed", description = "Fixes the samples: sample i of a seed is always the same.", persist = false)
	private long seed = 42;

	@Parameter(label = "Bit depth", description = "Of the samples: 32-bit keeps fractions; same as input rounds and clips. " +
		"What is made of the samples is always 32-bit.", choices = { FLOAT, AS_INPUT }, persist = false)
	private String bit_depth = FLOAT;

	@Parameter(label = "Mean", description = "Also make the mean over the samples.", persist = false)
	private boolean mean;

	@Parameter(label = "Standard deviation", description = "Also make the standard deviation over the samples.",
		persist = false)
	private boolean standard_deviation;

	@Parameter(label = "Interquartile range", description = "Also make the distance between the quartiles of the samples, " +
		"pixel by pixel: unlike the standard deviation it does not follow a few outliers.", persist = false)
	private boolean interquartile_range;

	@Parameter(label = "Agreement map", description = "Also make the share of the samples that lie above the threshold, " +
		"pixel by pixel: 1 where all samples show something, 0 where none does.", persist = false)
	private boolean agreement_map;

	@Parameter(label = "Threshold (of the agreement map, in the image's units)", description = "What counts as something: " +
		"an intensity, or auto for Otsu's threshold of the mean over the samples, one per channel; the slice labels name it.",
		persist = false)
	private String threshold = Outputs.AUTOMATIC;

	@Parameter(label = "Montage", description = "Also make a picture with input, samples, mean and standard deviation side " +
		"by side, of the slice and frame that the image shows.", persist = false)
	private boolean montage;

	@Parameter(label = "Discard samples (keep only what is made of them)", description = "The samples are not kept, so that " +
		"their number is not limited by memory.", persist = false)
	private boolean discard_samples;

	@Parameter(label = ConsistencyTexts.LABEL, description = ConsistencyTexts.DESCRIPTION, choices = { "auto", "yes", "no" },
		persist = false)
	private String consistency = "auto";

	@Parameter(label = "Device", description = "What computes; auto takes a GPU where there is one.", choices = { "auto",
		"cpu", "gpu 0", "gpu 1", "gpu 2", "gpu 3", "gpu 4", "gpu 5", "gpu 6", "gpu 7" }, persist = false)
	private String device = "auto";

	@Parameter(label = "Half precision", description = "Processors that are quick with bfloat16 compute in it, in about half " +
		"the time. Samples then differ by less than a thousandth of the intensity range from those of other computers.",
		persist = false)
	private boolean half_precision;

	/** @return the job that the inputs describe */
	final GenerationJob generation() {
		return new GenerationJob(path("model_file"), samples, seed, bit_depth.equals(AS_INPUT), new Outputs(kinds(), Outputs
			.threshold(threshold)), ConsistencyChoice.of(consistency), device, half_precision);
	}

	private Set<Output> kinds() {
		final Set<Output> kinds = EnumSet.noneOf(Output.class);
		if (!discard_samples) kinds.add(Output.SAMPLES);
		if (mean) kinds.add(Output.MEAN);
		if (standard_deviation) kinds.add(Output.STANDARD_DEVIATION);
		if (interquartile_range) kinds.add(Output.INTERQUARTILE_RANGE);
		if (agreement_map) kinds.add(Output.AGREEMENT);
		if (montage) kinds.add(Output.MONTAGE);
		return kinds;
	}

	/** @return whether a model is named, so that more can be said */
	final boolean hasModel() {
		return model_file != null && !model_file.getPath().isBlank();
	}
}
