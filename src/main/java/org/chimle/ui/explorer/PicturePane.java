package org.chimle.ui.explorer;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

import javax.swing.JComponent;
import javax.swing.UIManager;

/**
 * Shows a picture as large as it fits, its pixels as squares. The wheel zooms, dragging moves; both act on all panes of
 * the same viewport.
 */
class PicturePane extends JComponent {

	private static final long serialVersionUID = 1;
	private static final double WHEEL = 1.25;
	private static final int CLICK = 4;

	private final transient Viewport viewport;
	private final String placeholder;
	private transient BufferedImage picture;
	private transient Point pressed;
	private transient Point dragged;

	/**
	 * @param viewport which part is shown
	 * @param side preferred width and height
	 * @param placeholder words shown while there is no picture
	 */
	PicturePane(final Viewport viewport, final int side, final String placeholder) {
		this.viewport = viewport;
		this.placeholder = placeholder;
		setPreferredSize(new Dimension(side, side));
		viewport.listen(this::repaint);
		final MouseAdapter mouse = new MouseAdapter() {

			@Override
			public void mousePressed(final MouseEvent event) {
				pressed = event.getPoint();
				dragged = pressed;
			}

			@Override
			public void mouseDragged(final MouseEvent event) {
				drag(event.getPoint());
			}

			@Override
			public void mouseReleased(final MouseEvent event) {
				if (pressed != null && pressed.distance(event.getPoint()) < CLICK && contains(event.getPoint())) clicked();
				pressed = null;
			}

			@Override
			public void mouseWheelMoved(final MouseWheelEvent event) {
				wheel(event);
			}
		};
		addMouseListener(mouse);
		addMouseMotionListener(mouse);
		addMouseWheelListener(mouse);
	}

	/** Does what a click means; nothing by default. */
	void clicked() {}

	/** @param shown the picture, or null while there is none */
	void show(final BufferedImage shown) {
		picture = shown;
		repaint();
	}

	BufferedImage picture() {
		return picture;
	}

	private void drag(final Point to) {
		if (pressed == null || pressed.distance(to) < CLICK) return;
		final Rectangle frame = frame();
		viewport.move((dragged.x - to.x) / (viewport.zoom() * frame.width), (dragged.y - to.y) / (viewport.zoom() *
			frame.height));
		dragged = to;
	}

	private void wheel(final MouseWheelEvent event) {
		final Rectangle frame = frame();
		final Rectangle2D part = viewport.part();
		viewport.zoom(Math.pow(WHEEL, -event.getPreciseWheelRotation()), part.getX() + part.getWidth() * (event.getX() -
			frame.x) / frame.width, part.getY() + part.getHeight() * (event.getY() - frame.y) / frame.height);
	}

	/** @return where the picture is painted: as large as it fits, in the middle */
	private Rectangle frame() {
		final int width = picture == null ? 1 : picture.getWidth();
		final int height = picture == null ? 1 : picture.getHeight();
		final double scale = Math.min((double) getWidth() / width, (double) getHeight() / height);
		final int w = Math.max(1, (int) (width * scale));
		final int h = Math.max(1, (int) (height * scale));
		return new Rectangle((getWidth() - w) / 2, (getHeight() - h) / 2, w, h);
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setColor(Color.DARK_GRAY);
		g.fillRect(0, 0, getWidth(), getHeight());
		if (picture == null) {
			g.setFont(UIManager.getFont("Label.font"));
			g.setColor(Color.LIGHT_GRAY);
			g.drawString(placeholder, (getWidth() - g.getFontMetrics().stringWidth(placeholder)) / 2, getHeight() / 2);
		}
		else paintPicture(g);
		g.dispose();
	}

	private void paintPicture(final Graphics2D g) {
		final Rectangle frame = frame();
		final Rectangle2D part = viewport.part();
		final double width = frame.width / part.getWidth();
		final double height = frame.height / part.getHeight();
		g.clip(frame);
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
		g.translate(frame.x - part.getX() * width, frame.y - part.getY() * height);
		g.scale(width / picture.getWidth(), height / picture.getHeight());
		g.drawImage(picture, 0, 0, null);
	}
}
