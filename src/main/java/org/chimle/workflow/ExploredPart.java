package org.chimle.workflow;

import ij.ImagePlus;

import java.awt.Rectangle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.Region;

/**
 * Which part of an image is explored: a rectangle of one slice and frame, with all channels.
 *
 * @param region {@code "x y width height"} in pixels; empty for what the selection asks for, see {@link Selection}
 * @param slice Z, from 1; 0 for the current one
 * @param frame T, from 1; 0 for the current one
 */
public record ExploredPart(String region, int slice, int frame) {

	private static final Pattern REGION = Pattern.compile("(\\d{1,9}) (\\d{1,9}) (\\d{1,9}) (\\d{1,9})");

	/** Takes no text for an empty one. */
	public ExploredPart {
		region = region == null ? "" : region.strip();
	}

	/**
	 * Puts numbers for all that is left to the image.
	 *
	 * @param image the image
	 * @param monitor told what was made of the selection
	 * @return the same part, which no longer depends on selection and position
	 * @throws InvalidInputException if the image has no such part
	 */
	ExploredPart in(final ImagePlus image, final JobMonitor monitor) {
		final Region area = region.isEmpty() ? Selection.of(image, monitor) : named(image);
		return new ExploredPart(text(area), number("slice", slice, image.getZ(), image.getNSlices(), image), number("frame",
			frame, image.getT(), image.getNFrames(), image));
	}

	/** @return this part with another rectangle */
	ExploredPart at(final Region area) {
		return new ExploredPart(text(area), slice, frame);
	}

	/** @return the rectangle, which must be named */
	Region rectangle() {
		final Rectangle area = parsed();
		return new Region(area.x, area.y, area.width, area.height);
	}

	private Region named(final ImagePlus image) {
		final Rectangle area = parsed();
		if (!area.isEmpty() && new Rectangle(image.getWidth(), image.getHeight()).contains(area)) return rectangle();
		throw new InvalidInputException("The region \"" + region + "\" is not part of the image " + image.getTitle() +
			", which is " + image.getWidth() + " x " + image.getHeight() + " pixels; give x, y, width and height inside it.");
	}

	private Rectangle parsed() {
		final Matcher matcher = REGION.matcher(region);
		if (!matcher.matches()) {
			throw new InvalidInputException("The region is \"" + region +
				"\" but must be four whole numbers of pixels: x y width height, for instance 32 16 64 64.");
		}
		return new Rectangle(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher
			.group(3)), Integer.parseInt(matcher.group(4)));
	}

	private static int number(final String what, final int wanted, final int current, final int most,
		final ImagePlus image)
	{
		if (wanted >= 0 && wanted <= most) return wanted == 0 ? current : wanted;
		throw new InvalidInputException("The " + what + " is " + wanted + " but must be between 1 and " + most +
			" for the image " + image.getTitle() + ", or 0 for the current one.");
	}

	private static String text(final Region area) {
		return area.x() + " " + area.y() + " " + area.width() + " " + area.height();
	}
}
