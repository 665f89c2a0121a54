package org.chimle.workflow;

import ij.ImagePlus;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.chimle.image.Region;

/**
 * Draws one chosen sample of a part of an image, or opens the part to be explored level by level.
 *
 * @param modelFile a model file
 * @param part which part
 * @param consistency whether brightness and shading of what is drawn are made those of the image
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record ExploreJob(String modelFile, ExploredPart part, ConsistencyChoice consistency, String device) {

	/** Side of the square that is timed. */
	private static final int PROBE = 64;
	/** Sides of a part are a multiple of this, so that no level needs to extend it. */
	private static final int STEP = 32;

	/**
	 * What is to be drawn.
	 *
	 * @param path a path as {@link CodePath#parse} reads it; empty to let the reference choose
	 * @param reference an image that the sample is to resemble, or null
	 * @param candidates codes tried in every level if the reference chooses
	 * @param allLevels whether to draw the outputs of all levels, one plane each, instead of the sample
	 */
	public record Choice(String path, ImagePlus reference, int candidates, boolean allLevels) {}

	/**
	 * Draws what is chosen.
	 *
	 * @param choice what
	 * @param image the image; not changed
	 * @param compute where it is drawn
	 * @param monitor told of progress, asked whether to stop
	 * @return a 32-bit image, not yet shown
	 * @throws InvalidInputException if the model file, the image, the path or the reference cannot be used
	 */
	public ImagePlus draw(final Choice choice, final ImagePlus image, final Compute compute, final JobMonitor monitor) {
		if (choice.path.isBlank() && choice.reference == null) {
			throw new InvalidInputException("There is no window to explore in, and neither a path nor a reference is given; " +
				"add path=[1:g1001.l1001 2:g2001.l2001] with the numbers that the window showed, or a reference.");
		}
		final CodePath given = choice.path.isBlank() ? null : CodePath.parse(choice.path);
		try (Exploration exploration = open(image, compute, monitor)) {
			final CodePath path = given != null ? given : exploration.nearest(choice.reference, choice.candidates, monitor);
			return choice.allLevels ? exploration.everyLevel(path, monitor) : exploration.sample(path, monitor);
		}
	}

	/**
	 * Opens the part.
	 *
	 * @param image the image; not changed
	 * @param compute where levels are drawn
	 * @param monitor told of warnings, asked whether to stop
	 * @return to be closed by the caller
	 * @throws InvalidInputException if the model file or the image cannot be used
	 */
	public Exploration open(final ImagePlus image, final Compute compute, final JobMonitor monitor) {
		return of(part.in(image, monitor)).drawnFrom(image, compute, monitor);
	}

	private ExploreJob of(final ExploredPart other) {
		return new ExploreJob(modelFile, other, consistency, device);
	}

	private Exploration drawnFrom(final ImagePlus image, final Compute compute, final JobMonitor monitor) {
		return new Exploration(this, image, compute, monitor);
	}

	/**
	 * Opens the part, or the middle of it if a sample of all of it would take too long to be looked at one after the other.
	 * A region or selection is taken as it is.
	 *
	 * @param seconds how long a sample may take
	 * @param image the image; not changed
	 * @param compute where levels are drawn
	 * @param monitor told of warnings, asked whether to stop
	 * @return to be closed by the caller
	 * @throws InvalidInputException if the model file or the image cannot be used
	 */
	public Exploration openWithin(final double seconds, final ImagePlus image, final Compute compute,
		final JobMonitor monitor)
	{
		final ExploredPart wanted = part.in(image, monitor);
		final Region all = wanted.rectangle();
		final boolean chosen = !part.region().isEmpty() || Selection.exists(image);
		if (chosen || pixels(all) <= PROBE * PROBE) return of(wanted).drawnFrom(image, compute, monitor);
		final double perPixel = secondsPerPixel(wanted.at(middle(all, PROBE)), image, compute, monitor);
		final double side = Math.max(PROBE, Math.sqrt(seconds / perPixel));
		final boolean fits = pixels(all) <= side * side;
		return of(fits ? wanted : wanted.at(middle(all, (int) side / STEP * STEP))).drawnFrom(image, compute, monitor);
	}

	private double secondsPerPixel(final ExploredPart probe, final ImagePlus image, final Compute compute,
		final JobMonitor monitor)
	{
		try (Exploration exploration = of(probe).drawnFrom(image, compute, monitor.muted())) {
			exploration.sample(exploration.first(1), monitor); // starts the library
			final long start = System.nanoTime();
			exploration.sample(exploration.first(2), monitor);
			return (System.nanoTime() - start) * 1e-9 / pixels(probe.rectangle());
		}
	}

	private static double pixels(final Region region) {
		return (double) region.width() * region.height();
	}

	private static Region middle(final Region all, final int side) {
		final int width = Math.min(side, all.width());
		final int height = Math.min(side, all.height());
		return new Region(all.x() + (all.width() - width) / 2, all.y() + (all.height() - height) / 2, width, height);
	}
}
