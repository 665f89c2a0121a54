package org.chimle.image;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.RoiScaler;

import java.awt.geom.Rectangle2D;

/**
 * The overlay of an image on a result made of it: moved and scaled with the pixels, on the same channels, slices and
 * frames. What belongs to one frame is repeated for every sample of that frame.
 */
final class OverlayCopy {

	private final Origin origin;
	private final ImagePlus result;

	private OverlayCopy(final Origin origin, final ImagePlus result) {
		this.origin = origin;
		this.result = result;
	}

	/**
	 * Gives the result the overlay of the image it was made of, if that has one.
	 *
	 * @param origin where the result comes from; its frames are those of the result, or those of every sample
	 * @param result gets the overlay
	 */
	static void put(final Origin origin, final ImagePlus result) {
		final Overlay own = origin.source().getOverlay();
		if (own == null || own.size() == 0) return;
		final Overlay overlay = own.create(); // how labels are drawn
		final OverlayCopy copy = new OverlayCopy(origin, result);
		for (final Roi roi : own) if (copy.isVisible(roi)) copy.place(roi, overlay);
		if (overlay.size() == 0) return;
		result.setOverlay(overlay);
		result.setHideOverlay(origin.source().getHideOverlay());
	}

	/** A line or a point has an empty rectangle, which intersects nothing. */
	private boolean isVisible(final Roi roi) {
		final Rectangle2D bounds = roi.getFloatBounds();
		final Rectangle2D body = new Rectangle2D.Double(bounds.getX(), bounds.getY(), Math.max(bounds.getWidth(), 1e-6), Math
			.max(bounds.getHeight(), 1e-6));
		return body.intersects(origin.region().rectangle());
	}

	private void place(final Roi roi, final Overlay overlay) {
		final ImagePlus source = origin.source();
		final RoiPlace place = RoiPlace.of(roi, source);
		final int c = source.getNChannels() == 1 || source.getNChannels() != result.getNChannels() ? 0 : place.channel();
		final int z = source.getNSlices() == 1 ? 0 : place.slice();
		final int t = source.getNFrames() == 1 ? 0 : place.frame();
		if (t == 0) {
			overlay.add(at(c, z, 0, moved(roi)));
			return;
		}
		for (int frame = t; frame <= result.getNFrames(); frame += source.getNFrames()) {
			overlay.add(at(c, z, frame, moved(roi)));
		}
	}

	private Roi at(final int c, final int z, final int t, final Roi roi) {
		if (c + z + t == 0) roi.setPosition(0);
		else if (axes() > 1) roi.setPosition(c, z, t);
		else roi.setPosition(c + z + t); // ImageJ counts the planes of a stack with one axis
		return roi;
	}

	private int axes() {
		return (result.getNChannels() > 1 ? 1 : 0) + (result.getNSlices() > 1 ? 1 : 0) + (result.getNFrames() > 1 ? 1 : 0);
	}

	private Roi moved(final Roi roi) {
		final Roi copy = (Roi) roi.clone();
		copy.translate(-origin.region().x(), -origin.region().y());
		if (origin.scale() == 1) return copy;
		final Roi scaled = scaled(copy, origin.scale());
		scaled.copyAttributes(copy);
		scaled.setName(copy.getName());
		if (copy.getProperties() != null) scaled.setProperties(copy.getProperties());
		return scaled;
	}

	/** ImageJ's scaler would turn rectangles and ovals into polygons. */
	private static Roi scaled(final Roi roi, final int scale) {
		final Rectangle2D bounds = roi.getFloatBounds();
		final double x = bounds.getX() * scale;
		final double y = bounds.getY() * scale;
		final double width = bounds.getWidth() * scale;
		final double height = bounds.getHeight() * scale;
		if (roi.getClass() == Roi.class && roi.getType() == Roi.RECTANGLE) {
			final Roi rectangle = new Roi(x, y, width, height);
			rectangle.setCornerDiameter(roi.getCornerDiameter() * scale);
			return rectangle;
		}
		if (roi.getClass() == OvalRoi.class) return new OvalRoi(x, y, width, height);
		return RoiScaler.scale(roi, scale, scale, false);
	}
}
