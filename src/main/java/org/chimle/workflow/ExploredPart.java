package org.chimle.workflow;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.image.ImageKind;
import org.chimle.image.StackAppearance;

/**
 * Which part of an image is explored: a rectangle of one slice and frame, with all channels.
 *
 * @param region {@code "x y width height"} in pixels; empty for the bounds of the selection, or the whole image where
 *          nothing is selected
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
	 * @return the same part, which no longer depends on selection and position
	 * @throws InvalidInputException if the image has no such part
	 */
	ExploredPart in(final ImagePlus image) {
		final Rectangle all = new Rectangle(image.getWidth(), image.getHeight());
		final Rectangle area = region.isEmpty() ? selection(image) : rectangle();
		if (area.isEmpty() || !all.contains(area)) {
			throw new InvalidInputException("The region \"" + text(area) + "\" is not part of the image " + image.getTitle() +
				", which is " + all.width + " x " + all.height + " pixels; give x, y, width and height inside it.");
		}
		return new ExploredPart(text(area), number("slice", slice, image.getZ(), image.getNSlices(), image), number("frame",
			frame, image.getT(), image.getNFrames(), image));
	}

	/** @return this part with another rectangle */
	ExploredPart at(final Rectangle area) {
		return new ExploredPart(text(area), slice, frame);
	}

	/** @return whether the image has a selection with an inside */
	static boolean isSelected(final ImagePlus image) {
		final Roi roi = image.getRoi();
		return roi != null && roi.isArea();
	}

	private static Rectangle selection(final ImagePlus image) {
		final Rectangle all = new Rectangle(image.getWidth(), image.getHeight());
		return isSelected(image) ? image.getRoi().getBounds().intersection(all) : all;
	}

	private static int number(final String what, final int wanted, final int current, final int most,
		final ImagePlus image)
	{
		if (wanted >= 0 && wanted <= most) return wanted == 0 ? current : wanted;
		throw new InvalidInputException("The " + what + " is " + wanted + " but must be between 1 and " + most +
			" for the image " + image.getTitle() + ", or 0 for the current one.");
	}

	private static String text(final Rectangle area) {
		return area.x + " " + area.y + " " + area.width + " " + area.height;
	}

	/** @return the rectangle that the region names */
	Rectangle rectangle() {
		final Matcher matcher = REGION.matcher(region);
		if (!matcher.matches()) {
			throw new InvalidInputException("The region is \"" + region +
				"\" but must be four whole numbers of pixels: x y width height, for instance 32 16 64 64.");
		}
		return new Rectangle(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher
			.group(3)), Integer.parseInt(matcher.group(4)));
	}

	/**
	 * @param image the image; not changed
	 * @return a copy of this part, which must name all its numbers, with colours, display ranges and calibration
	 */
	ImagePlus copyOf(final ImagePlus image) {
		final Rectangle area = rectangle();
		final ImageStack stack = new ImageStack(area.width, area.height);
		for (int c = 1; c <= image.getNChannels(); c++) {
			final ImageProcessor plane = (image.getStackSize() == 1 ? image.getProcessor() : image.getStack().getProcessor(image
				.getStackIndex(c, slice, frame))).duplicate();
			plane.setRoi(area);
			stack.addSlice(plane.crop());
		}
		final ImagePlus plain = new ImagePlus(image.getTitle(), stack);
		plain.setDimensions(image.getNChannels(), 1, 1);
		final ImagePlus part = StackAppearance.show(image, plain, ranges(image));
		part.setTitle(image.getTitle());
		final Calibration calibration = image.getCalibration().copy();
		calibration.xOrigin -= area.x;
		calibration.yOrigin -= area.y;
		part.setCalibration(calibration);
		if (image.getProperty("Info") != null) part.setProperty("Info", image.getProperty("Info"));
		return part;
	}

	private static List<IntensityRange> ranges(final ImagePlus image) {
		final List<IntensityRange> ranges = new ArrayList<>();
		for (int c = 1; c <= ImageKind.of(image).channels(); c++) {
			final IntensityRange range = StackAppearance.displayRange(image, c);
			ranges.add(range == null ? new IntensityRange(0, 255) : range);
		}
		return ranges;
	}
}
