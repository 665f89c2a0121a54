package org.chimle.ui.monitor;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

import javax.imageio.ImageIO;
import javax.swing.JComponent;
import javax.swing.SwingWorker;

import org.chimle.engine.job.JobEvent;
import org.chimle.image.Montage;

/** The latest preview: a row of images as wide as the panel, with a heading over each. */
final class PreviewPanel extends JComponent {

	private static final long serialVersionUID = 1L;

	private static final int GAP = 6;
	private static final int MOST_ENLARGED = 2;

	private transient JobEvent.Preview asked;
	private transient JobEvent.Preview shown;
	private transient List<BufferedImage> cells = List.of();

	/** A panel without a preview. */
	PreviewPanel() {
		setPreferredSize(new Dimension(980, 185));
		setMinimumSize(new Dimension(300, 90));
	}

	/** @param preview the preview to be shown, read in the background; null for none */
	void show(final JobEvent.Preview preview) {
		if (preview == null || preview.equals(asked)) return;
		asked = preview;
		new SwingWorker<List<BufferedImage>, Void>() {

			@Override
			protected List<BufferedImage> doInBackground() throws IOException {
				return Montage.cells(ImageIO.read(new File(preview.file())), 0, preview.columns().size());
			}

			@Override
			protected void done() {
				try {
					cells = get();
					shown = preview;
					repaint();
				}
				catch (final InterruptedException | ExecutionException exc) {
					asked = shown; // somebody deleted the file; the next one comes soon
				}
			}
		}.execute();
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setFont(getFont());
		g.setColor(Color.DARK_GRAY);
		final FontMetrics text = g.getFontMetrics();
		if (shown == null) {
			final String empty = "A preview appears here soon after the first training steps.";
			g.drawString(empty, (getWidth() - text.stringWidth(empty)) / 2, getHeight() / 2);
		}
		else paintCells(g, text);
		g.dispose();
	}

	private void paintCells(final Graphics2D g, final FontMetrics text) {
		final int count = cells.size();
		final int top = 2 * text.getHeight() + GAP / 2;
		final int fitting = Math.min((getWidth() - GAP * (count - 1)) / count, getHeight() - top);
		final int cell = Math.min(fitting, cells.get(0).getWidth() * MOST_ENLARGED);
		if (cell < 1) return;
		g.drawString("Preview of " + shown.pair() + " after " + shown.step() + " steps", 0, text.getAscent());
		final int left = (getWidth() - count * cell - GAP * (count - 1)) / 2;
		for (int i = 0; i < count; i++) {
			final int x = left + i * (cell + GAP);
			final String heading = fitted(shown.columns().get(i), text, cell);
			g.drawString(heading, x + (cell - text.stringWidth(heading)) / 2, text.getHeight() + text.getAscent());
			paint(g, cells.get(i), x, top, cell);
		}
	}

	/** Pixels are shown as they are when there is room for them. */
	private static void paint(final Graphics2D g, final BufferedImage image, final int x, final int y, final int cell) {
		final double pixels = cell * g.getTransform().getScaleX();
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, pixels < image.getWidth()
			? RenderingHints.VALUE_INTERPOLATION_BILINEAR : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
		g.drawImage(image, x, y, cell, cell, null);
	}

	private static String fitted(final String heading, final FontMetrics text, final int width) {
		if (text.stringWidth(heading) <= width) return heading;
		return heading.equals("standard deviation") ? "SD" : heading;
	}
}
