package org.chimle.workflow;

import ij.ImagePlus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.image.ResultStack;
import org.chimle.image.RunningMoments;
import org.chimle.image.StackAppearance;
import org.chimle.image.StackLayout;

/** One run of a {@link GenerationJob}: draws every sample of every plane and puts the hyperstacks together. */
final class SampleRun {

	private final GenerationJob job;
	private final GenerationPlan plan;
	private final Provenance provenance;
	private final StackLayout single;
	private final ResultStack samples;
	private final ResultStack mean;
	private final ResultStack deviation;
	private final JobMonitor monitor;
	private final long start = System.nanoTime();
	private long done;
	private double largestDeviation;

	SampleRun(final GenerationJob job, final GenerationPlan plan, final Provenance provenance, final JobMonitor monitor) {
		this.job = job;
		this.plan = plan;
		this.provenance = provenance;
		this.monitor = monitor;
		single = plan.layout(1, false);
		samples = new ResultStack(plan.layout(job.samples(), job.matchInput()));
		mean = job.mean() ? new ResultStack(single) : null;
		deviation = job.standardDeviation() ? new ResultStack(single) : null;
	}

	/** Draws the samples; the same codes for all planes, so that they stay coherent along Z, T and channels. */
	GenerationJob.Result draw(final PlaneSampler sampler) {
		final ImagePlus image = plan.image();
		for (int t = 1; t <= image.getNFrames(); t++) {
			for (int z = 1; z <= image.getNSlices(); z++) position(sampler, z, t);
		}
		return new GenerationJob.Result(samplesImage(), job.mean() ? meanImage() : null, job
			.standardDeviation() ? deviationImage() : null);
	}

	private void position(final PlaneSampler sampler, final int z, final int t) {
		final List<FloatImage> inputs = new ArrayList<>();
		for (int g = 0; g < plan.groups(); g++) inputs.add(plan.conditioning(plan.original(g, z, t)));
		final RunningMoments moments = job.mean() || job.standardDeviation() ? new RunningMoments(plan.outputChannels(),
			single.height(), single.width()) : null;
		for (int s = 0; s < job.samples(); s++) {
			final LatentCode code = LatentCode.ofSample(job.seed(), s, plan.model().config().levelCount());
			final FloatImage sample = sample(sampler, inputs, code);
			samples.set(job.matchInput() ? sample : measured(sample), z, s * plan.image().getNFrames() + t, label("sample " +
				number(s), t));
			if (moments != null) moments.add(sample);
		}
		if (mean != null) mean.set(measured(moments.mean()), z, t, label("mean of " + job.samples() + " samples", t));
		if (deviation == null) return;
		final FloatImage spread = moments.standardDeviation();
		for (final float value : spread.data()) largestDeviation = Math.max(largestDeviation, value);
		deviation.set(spread, z, t, label("standard deviation of " + job.samples() + " samples", t));
	}

	/** @return all channels of one sample in the units of the targets, shape (output channels, H * scale, W * scale) */
	private FloatImage sample(final PlaneSampler sampler, final List<FloatImage> inputs, final LatentCode code) {
		final FloatImage result = new FloatImage(plan.outputChannels(), single.height(), single.width());
		int end = 0;
		for (final FloatImage input : inputs) {
			monitor.checkCancelled();
			report();
			final float[] values = plan.model().normalisation().restoreTarget(sampler.sample(input, code)).data();
			System.arraycopy(values, 0, result.data(), end, values.length);
			end += values.length;
			done++;
		}
		return result;
	}

	/** 32-bit results hold the values that the user reads off signed 16-bit images, not the stored ones. */
	private FloatImage measured(final FloatImage image) {
		final int offset = StackAppearance.storedOffset(plan.image());
		if (offset == 0) return image;
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int i = 0; i < image.data().length; i++) result.data()[i] = image.data()[i] - offset;
		return result;
	}

	private String number(final int sample) {
		final int digits = Math.max(2, Integer.toString(job.samples()).length());
		return String.format("%0" + digits + "d", sample + 1);
	}

	private String label(final String what, final int t) {
		return what + " seed=" + job.seed() + (plan.image().getNFrames() > 1 ? " frame " + t : "");
	}

	private void report() {
		final long total = plan.runs() * job.samples();
		final double seconds = (System.nanoTime() - start) / 1e9;
		final double perSecond = done == 0 || seconds == 0 ? 0 : done / seconds;
		monitor.emit(new JobEvent.Progress("drawing samples", done, total, perSecond, perSecond == 0 ? -1 : (total - done) /
			perSecond));
	}

	private ImagePlus samplesImage() {
		monitor.emit(new JobEvent.Progress("drawing samples", done, done, 0, 0));
		final int depth = plan.layout(1, job.matchInput()).kind().bitDepth();
		return finish(samples, "samples", job.samples() + " samples", plan.displayRanges(depth));
	}

	private ImagePlus meanImage() {
		return finish(mean, "mean", "mean of " + job.samples() + " samples", plan.displayRanges(32));
	}

	private ImagePlus deviationImage() {
		final IntensityRange range = new IntensityRange(0, largestDeviation > 0 ? largestDeviation : 1);
		return finish(deviation, "sd", "standard deviation of " + job.samples() + " samples", Collections.nCopies(single
			.kind().channels(), range));
	}

	private ImagePlus finish(final ResultStack stack, final String suffix, final String what,
		final List<IntensityRange> ranges)
	{
		final ImagePlus image = plan.image();
		return stack.finish(baseName(image.getTitle()) + "-" + suffix, image, plan.scale(), ranges, provenance.info(what, plan,
			job.samples(), job.seed()));
	}

	/** The title without a file's ending; unlike ImageJ's short title, it keeps what follows a blank. */
	static String baseName(final String title) {
		return title.replaceFirst("(?<=.)(\\.ome)?\\.[A-Za-z][A-Za-z0-9]{1,4}$", "");
	}
}
