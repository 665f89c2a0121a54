package org.chimle.workflow;

import ij.ImagePlus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.sample.Sampler;
import org.chimle.image.ResultStack;
import org.chimle.image.RunningMoments;
import org.chimle.image.StackAppearance;
import org.chimle.image.StackLayout;

/** One run of a {@link GenerationJob}: draws every sample of every plane and puts the results together. */
final class SampleRun {

	private final GenerationJob job;
	private final GenerationPlan plan;
	private final SampleConsistency consistency;
	private final Provenance provenance;
	private final JobMonitor monitor;
	private final StackLayout single;
	private final SampleLabels labels;
	private final Map<Output, ResultStack> stacks = new EnumMap<>(Output.class);
	private final RunFacts facts;
	private final MontagePicture montage;
	private final Agreement agreement;
	private final long start = System.nanoTime();
	private long done;

	SampleRun(final GenerationJob job, final GenerationPlan plan, final SampleConsistency consistency,
		final Provenance provenance, final JobMonitor monitor)
	{
		this.job = job;
		this.plan = plan;
		this.consistency = consistency;
		this.provenance = provenance;
		this.monitor = monitor;
		single = plan.layout(1, false);
		labels = new SampleLabels(plan.image(), job.samples(), job.seed());
		for (final Output output : job.outputs().kinds()) {
			if (output == Output.SAMPLES) stacks.put(output, new ResultStack(plan.layout(job.samples(), job.matchInput())));
			else if (output.isStack()) stacks.put(output, new ResultStack(single));
		}
		facts = new RunFacts(plan);
		montage = job.outputs().has(Output.MONTAGE) ? new MontagePicture(plan) : null;
		agreement = new Agreement(job.outputs().threshold(), plan.outputRanges(), offset());
	}

	/** Draws the samples; the same codes for all planes, so that they stay coherent along Z, T and channels. */
	GenerationJob.Result draw(final PlaneSampler sampler) {
		final ImagePlus image = plan.image();
		try (SampleStore store = store()) {
			for (int t = 1; t <= image.getNFrames(); t++) {
				for (int z = 1; z <= image.getNSlices(); z++) position(sampler, store, z, t);
			}
			if (job.outputs().findsThreshold()) agree(store);
		}
		monitor.emit(new JobEvent.Progress("drawing samples", done, done, 0, 0));
		return new GenerationJob.Result(images(), facts.result(job, agreement, offset()));
	}

	private SampleStore store() {
		final long positions = JobSize.positionsKept(job, plan);
		return positions == 0 ? null : new SampleStore(positions, job.samples(), Math.toIntExact(plan.valuesPerPosition()),
			JobSize.room());
	}

	private void position(final PlaneSampler sampler, final SampleStore store, final int z, final int t) {
		final List<FloatImage> originals = new ArrayList<>();
		for (int g = 0; g < plan.groups(); g++) originals.add(plan.original(g, z, t));
		final List<FloatImage> inputs = originals.stream().map(plan::conditioning).toList();
		final FloatImage seen = joined(originals);
		final RunningMoments moments = new RunningMoments(plan.outputChannels(), single.height(), single.width());
		final FloatImage counts = counts();
		if (store != null && !job.outputs().findsThreshold()) store.clear();
		final int together = Sampler.together(plan.valuesPerPosition());
		for (int first = 0; first < job.samples(); first += together) {
			final List<FloatImage> samples = samples(sampler, originals, inputs, codes(first, Math.min(job.samples(), first +
				together)));
			for (int i = 0; i < samples.size(); i++) {
				final FloatImage sample = samples.get(i);
				final int s = first + i;
				final int frame = s * plan.image().getNFrames() + t;
				if (job.outputs().has(Output.SAMPLES)) stacks.get(Output.SAMPLES).set(job.matchInput() ? sample : measured(sample),
					z, frame, labels.ofSample(s, plan.outputChannels(), z, t));
				moments.add(sample);
				facts.add(sample, seen);
				if (store != null) store.add(sample);
				if (counts != null) agreement.count(sample.data(), counts);
				if (montage != null && montage.shows(z, t)) montage.add(sample);
			}
		}
		finish(z, t, seen, moments, store, counts);
	}

	private FloatImage counts() {
		if (!job.outputs().has(Output.AGREEMENT) || job.outputs().findsThreshold()) return null;
		return new FloatImage(plan.outputChannels(), single.height(), single.width());
	}

	private void finish(final int z, final int t, final FloatImage seen, final RunningMoments moments,
		final SampleStore store, final FloatImage counts)
	{
		final FloatImage mean = moments.mean();
		final FloatImage deviation = moments.standardDeviation();
		facts.addPosition(mean, deviation);
		if (montage != null && montage.shows(z, t)) montage.close(seen, mean, deviation);
		agreement.learn(mean);
		set(Output.MEAN, measured(mean), "mean", z, t);
		set(Output.STANDARD_DEVIATION, deviation, "standard deviation", z, t);
		if (job.outputs().has(Output.INTERQUARTILE_RANGE)) {
			final int kept = job.outputs().findsThreshold() ? place(z, t) : 0;
			final FloatImage range = store.quartileDistance(kept, mean, monitor);
			facts.addQuartiles(range);
			set(Output.INTERQUARTILE_RANGE, range, "interquartile range", z, t);
		}
		if (counts != null) setShares(counts, z, t);
	}

	/** The threshold of all positions is known only after the last one. */
	private void agree(final SampleStore store) {
		agreement.settle();
		final ImagePlus image = plan.image();
		for (int t = 1; t <= image.getNFrames(); t++) {
			for (int z = 1; z <= image.getNSlices(); z++) {
				final FloatImage counts = new FloatImage(plan.outputChannels(), single.height(), single.width());
				for (int s = 0; s < job.samples(); s++) {
					monitor.checkCancelled();
					agreement.count(store.sample(place(z, t), s), counts);
				}
				setShares(counts, z, t);
			}
		}
	}

	private void setShares(final FloatImage counts, final int z, final int t) {
		stacks.get(Output.AGREEMENT).set(Agreement.shares(counts, job.samples()), z, t, c -> labels.ofAll("share above " +
			agreement.words(c), plan.outputChannels(), c, z, t));
	}

	private void set(final Output output, final FloatImage image, final String what, final int z, final int t) {
		if (!job.outputs().has(output)) return;
		final IntFunction<String> label = c -> labels.ofAll(what, plan.outputChannels(), c, z, t);
		stacks.get(output).set(image, z, t, label);
	}

	private int place(final int z, final int t) {
		return z - 1 + (t - 1) * plan.image().getNSlices();
	}

	private List<LatentCode> codes(final int first, final int end) {
		return IntStream.range(first, end).mapToObj(s -> LatentCode.ofSample(job.seed(), s, plan.model().config()
			.levelCount())).toList();
	}

	/**
	 * @return for every code all channels of its sample in the units of the targets, shape (output channels, H * scale, W *
	 *         scale)
	 */
	private List<FloatImage> samples(final PlaneSampler sampler, final List<FloatImage> originals,
		final List<FloatImage> inputs, final List<LatentCode> codes)
	{
		final List<List<FloatImage>> groups = codes.stream().map(code -> (List<FloatImage>) new ArrayList<FloatImage>())
			.toList();
		for (int g = 0; g < inputs.size(); g++) {
			monitor.checkCancelled();
			report();
			final List<FloatImage> samples = sampler.samples(inputs.get(g), codes);
			for (int s = 0; s < codes.size(); s++) {
				final FloatImage drawn = plan.model().normalisation().restoreTarget(samples.get(s));
				groups.get(s).add(consistency.of(drawn, originals.get(g)));
			}
			done += codes.size();
		}
		return groups.stream().map(SampleRun::joined).toList();
	}

	private static FloatImage joined(final List<FloatImage> groups) {
		if (groups.size() == 1) return groups.get(0);
		final int channels = groups.stream().mapToInt(FloatImage::channels).sum();
		final FloatImage result = new FloatImage(channels, groups.get(0).height(), groups.get(0).width());
		int end = 0;
		for (final FloatImage group : groups) {
			System.arraycopy(group.data(), 0, result.data(), end, group.data().length);
			end += group.data().length;
		}
		return result;
	}

	private int offset() {
		return StackAppearance.storedOffset(plan.image());
	}

	/** 32-bit results hold the values that the user reads off signed 16-bit images, not the stored ones. */
	private FloatImage measured(final FloatImage image) {
		if (offset() == 0) return image;
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int i = 0; i < image.data().length; i++) result.data()[i] = image.data()[i] - offset();
		return result;
	}

	private void report() {
		final long total = plan.runs() * job.samples();
		final double seconds = (System.nanoTime() - start) / 1e9;
		final double perSecond = done == 0 || seconds == 0 ? 0 : done / seconds;
		monitor.emit(new JobEvent.Progress("drawing samples", done, total, perSecond, perSecond == 0 ? -1 : (total - done) /
			perSecond));
	}

	private Map<Output, ImagePlus> images() {
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
			images.put(output, image(output, provenance.info(what, plan, codes)));
		}
		return images;
	}

	private ImagePlus image(final Output output, final String info) {
		final String title = baseName(plan.image().getTitle()) + "-" + output.suffix();
		if (output == Output.MONTAGE) {
			final ImagePlus picture = montage.finish(title);
			picture.setProperty("Info", info);
			return picture;
		}
		final ImagePlus image = stacks.get(output).finish(title, plan.origin(), ranges(output), info);
		if (output == Output.SAMPLES) StackAppearance.animate(image);
		return image;
	}

	private List<IntensityRange> ranges(final Output output) {
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

	/** The title without a file's ending; unlike ImageJ's short title, it keeps what follows a blank. */
	static String baseName(final String title) {
		return title.replaceFirst("(?<=.)(\\.ome)?\\.[A-Za-z][A-Za-z0-9]{1,4}$", "");
	}
}
