package org.chimle.workflow;

import ij.ImagePlus;
import ij.gui.Roi;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.inversion.Area;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.image.ImageKind;
import org.chimle.image.Planes;

/**
 * An image that a sample is to resemble, fitted to the explored part.
 *
 * @param images one for every input of the model, in [0, 1]
 * @param area where a sample is compared with it
 */
record Reference(List<FloatImage> images, Area area) {

	/**
	 * @param image as large as the result of the part, or as that of the whole image; a selection in it says where samples
	 *          are compared
	 * @param plan of the explored part
	 * @param part the explored part
	 * @param source the whole image
	 * @return the reference
	 * @throws InvalidInputException if the image does not fit
	 */
	static Reference of(final ImagePlus image, final GenerationPlan plan, final ExploredPart part,
		final ImagePlus source)
	{
		final int scale = plan.scale();
		final Rectangle explored = plan.region().times(scale).rectangle();
		final boolean whole = image.getWidth() == source.getWidth() * scale && image.getHeight() == source.getHeight() *
			scale;
		if (!whole && (image.getWidth() != explored.width || image.getHeight() != explored.height) || ImageKind.of(image)
			.channels() != plan.outputChannels())
		{
			throw new InvalidInputException("The reference " + image.getTitle() + " is " + image.getWidth() + " x " + image
				.getHeight() + " pixels with " + ImageKind.of(image).channels() + " channels, but the sample has " +
				explored.width + " x " + explored.height + " and " + plan.outputChannels() +
				"; choose an image of that size, or of " + source.getWidth() * scale + " x " + source.getHeight() * scale + ".");
		}
		if (!whole) explored.setLocation(0, 0);
		return new Reference(planes(image, plan, explored, part, source), area(image, explored));
	}

	private static List<FloatImage> planes(final ImagePlus image, final GenerationPlan plan, final Rectangle explored,
		final ExploredPart part, final ImagePlus source)
	{
		final int z = image.getNSlices() == source.getNSlices() ? part.slice() : image.getZ();
		final int t = image.getNFrames() == source.getNFrames() ? part.frame() : image.getT();
		final List<FloatImage> images = new ArrayList<>();
		for (int g = 0; g < plan.groups(); g++) {
			final FloatImage plane = plan.together() ? Planes.all(image, z, t) : Planes.channel(image, g + 1, z, t);
			Planes.requireFinite(plane, "The reference " + image.getTitle());
			images.add(plan.model().normalisation().normaliseTarget(plane.crop(explored.y, explored.x, explored.height,
				explored.width)));
		}
		return images;
	}

	private static Area area(final ImagePlus image, final Rectangle explored) {
		final Roi roi = image.getRoi();
		if (roi == null || !roi.isArea()) return new Area(0, 0, explored.width, explored.height);
		final Rectangle chosen = roi.getBounds().intersection(explored);
		if (chosen.isEmpty()) {
			throw new InvalidInputException("The selection in the reference " + image.getTitle() +
				" lies outside the explored region; move or remove it.");
		}
		return new Area(chosen.x - explored.x, chosen.y - explored.y, chosen.width, chosen.height);
	}
}
