package org.chimle.ui.explorer;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Which part of the pictures all panes show: a zoom, and the middle as a share of the picture's sides. */
final class Viewport {

	private static final double MOST = 32;

	private final List<Runnable> listeners = new ArrayList<>();
	private double zoom = 1;
	private double x = 0.5;
	private double y = 0.5;

	/** @param listener run after every change */
	void listen(final Runnable listener) {
		listeners.add(listener);
	}

	/** @return the part shown, as shares of the picture's width and height */
	Rectangle2D part() {
		return new Rectangle2D.Double(x - 0.5 / zoom, y - 0.5 / zoom, 1 / zoom, 1 / zoom);
	}

	double zoom() {
		return zoom;
	}

	/**
	 * Zooms so that a point stays where it is.
	 *
	 * @param factor more than 1 to see pixels larger
	 * @param atX the point as a share of the picture's width
	 * @param atY the point as a share of the picture's height
	 */
	void zoom(final double factor, final double atX, final double atY) {
		final double wanted = Math.min(MOST, Math.max(1, zoom * factor));
		final double kept = zoom / wanted;
		zoom = wanted;
		moveTo(atX + (x - atX) * kept, atY + (y - atY) * kept);
	}

	/** Moves the part by shares of the picture's sides. */
	void move(final double byX, final double byY) {
		moveTo(x + byX, y + byY);
	}

	/** Shows whole pictures again. */
	void fit() {
		zoom = 1;
		moveTo(0.5, 0.5);
	}

	private void moveTo(final double wantedX, final double wantedY) {
		x = within(wantedX);
		y = within(wantedY);
		listeners.forEach(Runnable::run);
	}

	private double within(final double middle) {
		return Math.min(1 - 0.5 / zoom, Math.max(0.5 / zoom, middle));
	}
}
