package org.chimle.image;

import ij.ImagePlus;
import ij.gui.Roi;

/**
 * Where in a hyperstack an element of an overlay is shown; numbers from 1, 0 for everywhere along an axis.
 *
 * @param channel C
 * @param slice Z
 * @param frame T
 */
record RoiPlace(int channel, int slice, int frame) {

	/** @return the place of the element of an image's overlay, whichever of its two ways of counting ImageJ has used */
	static RoiPlace of(final Roi roi, final ImagePlus image) {
		if (roi.hasHyperStackPosition()) return new RoiPlace(roi.getCPosition(), roi.getZPosition(), roi.getTPosition());
		final int position = Math.min(roi.getPosition(), image.getStackSize());
		if (position <= 0) return new RoiPlace(0, 0, 0);
		final int[] place = image.convertIndexToPosition(position);
		return new RoiPlace(place[0], place[1], place[2]);
	}

	/** @return whether the element is shown there, in some channel */
	boolean includes(final int z, final int t) {
		return (slice == 0 || slice == z) && (frame == 0 || frame == t);
	}
}
