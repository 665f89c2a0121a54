package org.chimle.ui.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.geom.Rectangle2D;

import org.junit.jupiter.api.Test;

class ViewportTest {

	private final Viewport viewport = new Viewport();

	@Test
	void zoomingKeepsThePointUnderTheMouse() {
		viewport.zoom(4, 0.25, 0.75);
		assertEquals(new Rectangle2D.Double(0.1875, 0.5625, 0.25, 0.25), viewport.part());
		assertEquals(0.25, (0.25 - viewport.part().getX()) / viewport.part().getWidth());
	}

	@Test
	void thePartStaysInsideThePicture() {
		viewport.zoom(2, 0, 0);
		viewport.move(-1, 5);
		assertEquals(new Rectangle2D.Double(0, 0.5, 0.5, 0.5), viewport.part());
		viewport.zoom(0.01, 0.1, 0.9);
		assertEquals(new Rectangle2D.Double(0, 0, 1, 1), viewport.part());
		viewport.zoom(1e9, 0.5, 0.5);
		assertEquals(32, viewport.zoom());
		viewport.fit();
		assertEquals(1, viewport.zoom());
	}
}
