package org.chimle.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.distribution.DistributionFigures;
import org.chimle.engine.distribution.FeatureSet;
import org.chimle.engine.distribution.FeatureExtractor;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.Planes;

/** Collects the features of samples and references, channel by channel, and compares them. Images are not kept. */
final class Distributions implements AutoCloseable {

	/** One channel. */
	private static final class Channel {

		private final FeatureExtractor extractor;
		private final List<float[]> samples = new ArrayList<>();
		private final List<float[]> references = new ArrayList<>();

		Channel(final FeatureExtractor extractor) {
			this.extractor = extractor;
		}
	}

	private final String network;
	private final String device;
	private final JobMonitor monitor;
	private final Map<Integer, Channel> channels = new TreeMap<>();
	private final Map<Integer, DistributionFigures> figures = new TreeMap<>();

	/**
	 * @param network the network's name
	 * @param device where it computes
	 * @param monitor told of progress, asked whether to stop
	 */
	Distributions(final String network, final String device, final JobMonitor monitor) {
		this.network = network;
		this.device = device;
		this.monitor = monitor;
	}

	/** @param plan all planes of a reference */
	void addReference(final MeasurementPlan plan, final ReferenceRange range) {
		add(plan, range, false);
	}

	/** @param plan the samples of an image */
	void addSamples(final MeasurementPlan plan, final ReferenceRange range) {
		add(plan, range, true);
	}

	private void add(final MeasurementPlan plan, final ReferenceRange range, final boolean samples) {
		if (plan.groups() != range.ranges().size()) {
			throw new InvalidInputException("The image " + plan.samples().getTitle() + " has " + plan.groups() +
				(plan.groups() == 1 ? " channel" : " channels") + " to be measured by themselves, but the references have " +
				range.ranges().size() + "; convert both to the same type (Image > Type).");
		}
		final Map<Integer, List<float[]>> found = new TreeMap<>();
		for (int i = 0; i < plan.images(); i++) {
			final int c = i % plan.groups();
			for (final FloatImage image : plan.subject(i).samples()) {
				monitor.checkCancelled();
				Planes.requireFinite(image, "The image " + plan.samples().getTitle());
				found.computeIfAbsent(c, key -> new ArrayList<>()).add(features(c, range.unit(image, c)));
			}
		}
		// Only now that all planes have features: a stack counts as a whole or not at all.
		found.forEach((c, rows) -> (samples ? channels.get(c).samples : channels.get(c).references).addAll(rows));
	}

	private float[] features(final int channel, final FloatImage image) {
		return channels.computeIfAbsent(channel, key -> new Channel(new FeatureExtractor(network, device,
			image))).extractor.features(image);
	}

	/** @return whether there are no two sets to compare */
	boolean isEmpty() {
		return channels.values().stream().noneMatch(channel -> !channel.samples.isEmpty() && !channel.references.isEmpty());
	}

	/**
	 * Compares.
	 *
	 * @param seed of subsets and clusters
	 * @param caution receives what limits the figures
	 */
	void compare(final long seed, final BiConsumer<String, String> caution) {
		channels.forEach((c, channel) -> {
			if (channel.samples.isEmpty() || channel.references.isEmpty()) return;
			final DistributionFigures found = DistributionFigures.of(FeatureSet.of(channel.samples), FeatureSet.of(
				channel.references), seed, monitor);
			figures.put(c, found);
			for (final String clause : found.cautions()) caution.accept(name(c), clause + ".");
		});
	}

	/** @return the figures by channel, from 0 */
	Map<Integer, DistributionFigures> figures() {
		return figures;
	}

	/** @return how the row of a channel is named */
	String name(final int channel) {
		return channels.size() == 1 ? "all" : "c=" + (channel + 1);
	}

	/** @return the network's name */
	String network() {
		return network;
	}

	@Override
	public void close() {
		channels.values().forEach(channel -> channel.extractor.close());
	}
}
