package org.chimle.workflow;

import ij.ImagePlus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.job.PhaseProgress;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.sample.Sampler;
import org.chimle.image.RunningMoments;
import org.chimle.image.StackAppearance;

/** One run of a {@link GenerationJob}: draws every sample of every plane and hands it to all that is made of the samples. */
final class SampleRun {

	private final GenerationJob job;
	private final GenerationPlan plan;
	private final SampleConsistency consistency;
	private final Provenance provenance;
	private final JobMonitor monitor;
	private final GeneratedImages images;
	private final RunFacts facts;
	private final Agreement agreement;
	private final PhaseProgress progress;
	private final int offset;
	private long done;

	SampleRun(final GenerationJob job, final GenerationPlan plan, final SampleConsistency consistency,
		final Provenance provenance, final JobMonitor monitor)
	{
		this.job = job;
		this.plan = plan;
		this.consistency = consistency;
		this.provenance = provenance;
		this.monitor = monitor;
		offset = StackAppearance.storedOffset(plan.image());
		images = new GeneratedImages(job, plan);
		facts = new RunFacts(plan);
		agreement = new Agreement(job.outputs().threshold(), plan.outputRanges(), offset);
		progress = new PhaseProgress("drawing samples", plan.runs() * job.samples(), monitor);
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
		progress.report(done);
		return new GenerationJob.Result(images.finish(provenance, consistency, facts, agreement), facts.result(job, agreement,
			offset));
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
		final RunningMoments moments = images.moments();
		final FloatImage counts = job.outputs().has(Output.AGREEMENT) && !job.outputs().findsThreshold() ? images.counts()
			: null;
		if (store != null && !job.outputs().findsThreshold()) store.clear();
		final int together = Sampler.together(plan.valuesPerPosition());
		for (int first = 0; first < job.samples(); first += together) {
			final List<FloatImage> samples = samples(sampler, originals, inputs, codes(first, Math.min(job.samples(), first +
				together)));
			for (int i = 0; i < samples.size(); i++) {
				final FloatImage sample = samples.get(i);
				images.addSample(sample, first + i, z, t);
				moments.add(sample);
				facts.add(sample, seen);
				if (store != null) store.add(sample);
				if (counts != null) agreement.count(sample.data(), counts);
			}
		}
		finish(z, t, seen, moments, store, counts);
	}

	private void finish(final int z, final int t, final FloatImage seen, final RunningMoments moments,
		final SampleStore store, final FloatImage counts)
	{
		final FloatImage mean = moments.mean();
		final FloatImage deviation = moments.standardDeviation();
		facts.addPosition(mean, deviation);
		agreement.learn(mean);
		images.addMoments(seen, mean, deviation, z, t);
		if (job.outputs().has(Output.INTERQUARTILE_RANGE)) {
			final int kept = job.outputs().findsThreshold() ? place(z, t) : 0;
			final FloatImage range = store.quartileDistance(kept, mean, monitor);
			facts.addQuartiles(range);
			images.addQuartiles(range, z, t);
		}
		if (counts != null) images.addCounts(counts, agreement, z, t);
	}

	/** The threshold of all positions is known only after the last one. */
	private void agree(final SampleStore store) {
		agreement.settle();
		final ImagePlus image = plan.image();
		for (int t = 1; t <= image.getNFrames(); t++) {
			for (int z = 1; z <= image.getNSlices(); z++) {
				final FloatImage counts = images.counts();
				for (int s = 0; s < job.samples(); s++) {
					monitor.checkCancelled();
					agreement.count(store.sample(place(z, t), s), counts);
				}
				images.addCounts(counts, agreement, z, t);
			}
		}
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
			progress.report(done);
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
}
