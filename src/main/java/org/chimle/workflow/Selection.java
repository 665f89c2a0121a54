package org.chimle.workflow;

import ij.ImagePlus;
import ij.gui.Roi;

import java.awt.Rectangle;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.Region;

/** What part of an image its selection asks for. */
final class Selection {

	private Selection() {}

	/** @return whether the image has a selection with an inside */
	static boolean exists(final ImagePlus image) {
		return image.getRoi() != null && image.getRoi().isArea();
	}

	/**
	 * The selection's rectangle as far as the image goes, or the whole image where there is none. Of a selection of another
	 * form the bounding box is taken; lines and points mark no area and are ignored. The monitor is told of both.
	 *
	 * @param image an image
	 * @param monitor told what was made of the selection
	 * @return the region
	 * @throws InvalidInputException if the selection lies outside the image
	 */
	static Region of(final ImagePlus image, final JobMonitor monitor) {
		final Roi selection = image.getRoi();
		if (selection == null) return Region.whole(image);
		if (!selection.isArea()) {
			monitor.say("The selection in " + image.getTitle() + " marks no area and is ignored; the whole image is processed.");
			return Region.whole(image);
		}
		final Rectangle inside = selection.getBounds().intersection(new Rectangle(image.getWidth(), image.getHeight()));
		if (inside.isEmpty()) {
			throw new InvalidInputException("The selection in " + image.getTitle() + " lies outside the image; move or remove " +
				"it (Edit > Selection > Select None).");
		}
		if (selection.getType() != Roi.RECTANGLE || selection.getCornerDiameter() > 0) {
			monitor.say("The selection in " + image.getTitle() + " is no rectangle; its bounding box of " + inside.width + " x " +
				inside.height + " pixels is processed.");
		}
		return new Region(inside.x, inside.y, inside.width, inside.height);
	}
}
