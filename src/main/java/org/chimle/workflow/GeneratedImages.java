package org.chimle.workflow;

import ij.ImagePlus;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.image.ResultStack;
import org.chimle.image.RunningMoments;
import org.chimle.image.StackAppearance;
import org.chimle.image.StackLayout;

/** The images that a {@link GenerationJob} makes: filled position by position, then named, described and dressed. */
final class GeneratedImages {

	private final GenerationJob job;
	private final GenerationPlan plan;
	private final StackLayout single;
	private final SampleLabels labels;
	private final Map<Output, ResultStack> stacks = new EnumMap<>(Output.class);
	/** Null if it is not asked for. */
	private final MontagePicture montage;

	GeneratedImages(final GenerationJob job, final GenerationPlan plan) {
		this.job = job;
		this.plan = plan;
		single = plan.layout(1, false);
		labels = new SampleLabels(plan.image(), job.samples(), job.seed());
		for (final Output output : job.outputs().kinds()) {
			if (output == Output.SAMPLES) stacks.put(output, new ResultStack(plan.layout(job.samples(), job.matchInput())));
			else if (output.isStack()) stacks.put(output, new ResultStack(single));
		}
		montage = job.outputs().has(Output.MONTAGE) ? new MontagePicture(plan) : null;
	}

	/** @return moments of no sample yet of a position */
	RunningMoments moments() {
		return new RunningMoments(plan.outputChannels(), single.height(), single.width());
	}

	/** @return zeros, one for every value of a sample at a position, shape (output channels, H * scale, W * scale) */
	FloatImage counts() {
		return new FloatImage(plan.outputChannels(), single.height(), single.width());
	}

	/**
	 * Takes a sample of a position.
	 *
	 * @param sample in stored units
	 * @param number of the sample, from 0
	 */
	void addSample(final FloatImage sample, final int number, final int z, final int t) {
		if (job.outputs().has(Output.SAMPLES)) {
			stacks.get(Output.SAMPLES).set(job.matchInput() ? sample : measured(sample), z, number * plan.image()
				.getNFrames() + t, labels.ofSample(number, plan.outputChannels(), z, t));
		}
		if (montage != null && montage.shows(z, t)) montage.add(sample);
	}

	/**
	 * Takes what all samples of a position have in common.
	 *
	 * @param seen what they were made of, in stored units
	 * @param mean in stored units
	 * @param deviation their standard deviation
	 */
	void addMoments(final FloatImage seen, final FloatImage mean, final FloatImage deviation, final int z, final int t) {
		if (montage != null && montage.shows(z, t)) montage.close(seen, mean, deviation);
		set(Output.MEAN, measured(mean), "mean", z, t);
		set(Output.STANDARD_DEVIATION, deviation, "standard deviation", z, t);
	}

	/** Takes the distances of the quartiles of a position. */
	void addQuartiles(final FloatImage distances, final int z, final int t) {
		set(Output.INTERQUARTILE_RANGE, distances, "interquartile range", z, t);
	}

	/**
	 * Takes the agreement map of a position.
	 *
	 * @param counts samples that lie above the threshold
	 * @param agreement knows the threshold
	 */
	void addCounts(final FloatImage counts, final Agreement agreement, final int z, final int t) {
		stacks.get(Output.AGREEMENT).set(Agreement.shares(counts, job.samples()), z, t, c -> labels.ofAll("share above " +
			agreement.words(c), plan.outputChannels(), c, z, t));
	}

	private void set(final Output output, final FloatImage image, final String what, final int z, final int t) {
		if (!job.outputs().has(output)) return;
		final IntFunction<String> label = c -> labels.ofAll(what, plan.outputChannels(), c, z, t);
		stacks.get(output).set(image, z, t, label);
	}

	/** 32-bit results hold the values that the user reads off signed 16-bit images, not the stored ones. */
	private FloatImage measured(final FloatImage image) {
		final int offset = StackAppearance.storedOffset(plan.image());
		if (offset == 0) return image;
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int i = 0; i < image.data().length; i++) result.data()[i] = image.data()[i] - offset;
		return result;
	}

	/**
	 * Ends the filling; every position must have been set.
	 *
	 * @param provenance where they come from
	 * @param consistency what was done to the samples
	 * @param facts about the samples
	 * @param agreement knows the threshold
	 * @return the images, not yet shown
	 */
	Map<Output, ImagePlus> finish(final Provenance provenance, final SampleConsistency consistency, final RunFacts facts,
		final Agreement agreement)
	{
		final String all = " of " + job.samples() + " samples";
		final String codes = "CHIMLE seed: " + job.seed() + "\nCHIMLE samples: 1 to " + job.samples() + "\n" + consistency.info();
		final Map<Output, ImagePlus> images = new EnumMap<>(Output.class);
		for (final Output output : job.outputs().kinds()) {
			final String what = switch (output) {
				case SAMPLES -> job.samples() + " samples";
				case MEAN -> "mean" + all;
				case STANDARD_DEVIATION -> "standard deviation" + all;
				case INTERQUARTILE_RANGE -> "interquartile range" + all;
				case AGREEMENT -> "share" + all + " above " + agreement.words(1);
				case MONTAGE -> "montage" + all;
			};
			images.put(output, image(output, provenance.info(what, plan, codes), facts));
		}
		return images;
	}

	private ImagePlus image(final Output output, final String info, final RunFacts facts) {
		final String title = ResultNames.baseName(plan.image().getTitle()) + "-" + output.suffix();
		if (output == Output.MONTAGE) {
			final ImagePlus picture = montage.finish(title);
			picture.setProperty("Info", info);
			return picture;
		}
		final ImagePlus image = stacks.get(output).finish(title, plan.origin(), ranges(output, facts), info);
		if (output == Output.SAMPLES) StackAppearance.animate(image);
		return image;
	}

	private List<IntensityRange> ranges(final Output output, final RunFacts facts) {
		return switch (output) {
			case SAMPLES -> plan.displayRanges(plan.layout(1, job.matchInput()).kind().bitDepth());
			case MEAN -> plan.displayRanges(32);
			case STANDARD_DEVIATION -> upTo(facts.largestDeviation());
			case INTERQUARTILE_RANGE -> upTo(facts.largestQuartileDistance());
			case AGREEMENT, MONTAGE -> upTo(1);
		};
	}

	private List<IntensityRange> upTo(final double largest) {
		return Collections.nCopies(single.kind().channels(), new IntensityRange(0, largest > 0 ? largest : 1));
	}
}
