package org.chimle.workflow;

import ij.ImagePlus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.MeasuredImage;
import org.chimle.image.FolderOfSamples;
import org.chimle.image.FolderOfSamples.Group;
import org.chimle.image.ImageKind;
import org.chimle.image.ImageReader;
import org.chimle.image.Planes;

/**
 * What the references of a folder have in common: the kind of pixels that most of them have, and the intensities that
 * become 0 and 1.
 *
 * @param references the references of that kind
 * @param ranges one range for every channel that is measured by itself
 */
record ReferenceRange(Set<Path> references, List<IntensityRange> ranges) {

	/** The range of one reference's channels. */
	private record Found(Path file, ImageKind kind, List<IntensityRange> ranges) {}

	/**
	 * Looks at all references.
	 *
	 * @param folder the matched folders
	 * @param skipped receives name and reason for references that cannot be read or differ in kind from most
	 * @param monitor told of progress, asked whether to stop
	 * @throws InvalidInputException if no reference can be read
	 */
	static ReferenceRange of(final FolderOfSamples folder, final BiConsumer<String, String> skipped,
		final JobMonitor monitor)
	{
		final List<Found> found = new ArrayList<>();
		String reason = "";
		final List<Group> groups = folder.groups().stream().filter(group -> group.reference() != null).toList();
		for (int g = 0; g < groups.size(); g++) {
			monitor.checkCancelled();
			monitor.emit(new JobEvent.Progress("looking at references", g, groups.size(), 0, -1));
			try {
				found.add(look(groups.get(g).reference(), monitor));
			}
			catch (final InvalidInputException exc) {
				reason = exc.getMessage();
				skipped.accept(groups.get(g).name(), reason);
			}
		}
		if (found.isEmpty()) throw new InvalidInputException("None of the " + groups.size() +
			" references can be used; the last problem: " + reason);
		return of(found, skipped);
	}

	private static ReferenceRange of(final List<Found> found, final BiConsumer<String, String> skipped) {
		final Map<ImageKind, Integer> counts = new LinkedHashMap<>();
		for (final Found one : found) counts.merge(one.kind, 1, Integer::sum);
		final ImageKind most = counts.entrySet().stream().reduce((a, b) -> b.getValue() > a.getValue() ? b : a).orElseThrow()
			.getKey();
		final Set<Path> references = new HashSet<>();
		List<IntensityRange> ranges = null;
		for (final Found one : found) {
			if (one.kind.equals(most)) {
				references.add(one.file);
				ranges = ranges == null ? one.ranges : union(ranges, one.ranges);
			}
			else skipped.accept(one.file.getFileName().toString(), "The reference is " + one.kind.label() +
				", but most references are " + most.label() + "; convert it to that.");
		}
		return new ReferenceRange(Set.copyOf(references), List.copyOf(ranges));
	}

	private static Found look(final Path file, final JobMonitor monitor) {
		final ImagePlus image = ImageReader.open(file);
		final MeasurementPlan plan = MeasurementPlan.of(image, null, null, monitor);
		List<IntensityRange> ranges = null;
		for (int first = 0; first < plan.images(); first += plan.groups()) {
			final List<IntensityRange> position = new ArrayList<>();
			for (int c = 0; c < plan.groups(); c++) {
				final MeasuredImage.Subject subject = plan.subject(first + c);
				for (final FloatImage plane : subject.samples()) Planes.requireFinite(plane, "The reference " + image.getTitle());
				position.add(subject.range());
			}
			ranges = ranges == null ? position : union(ranges, position);
		}
		return new Found(file, ImageKind.of(image), ranges);
	}

	private static List<IntensityRange> union(final List<IntensityRange> a, final List<IntensityRange> b) {
		final List<IntensityRange> both = new ArrayList<>();
		for (int c = 0; c < a.size(); c++) {
			both.add(new IntensityRange(Math.min(a.get(c).low(), b.get(c).low()), Math.max(a.get(c).high(), b.get(c).high())));
		}
		return both;
	}

	/**
	 * @param image in original units
	 * @param channel of the image, from 0
	 * @return the image in the units that all images of the channel share, not clipped
	 */
	FloatImage unit(final FloatImage image, final int channel) {
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int i = 0; i < result.data().length; i++) result.data()[i] = ranges.get(channel).toUnit(image.data()[i]);
		return result;
	}

	/** @return whether the reference is one of those that are measured */
	boolean knows(final Path reference) {
		return references.contains(reference);
	}
}
