package org.chimle.ui.monitor;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;

import javax.swing.JComponent;

import org.chimle.engine.job.JobEvent;

/** The loss of every level against steps, on a logarithmic axis: training as lines, validation as dotted lines. */
final class LossChart extends JComponent {

	private static final long serialVersionUID = 1L;

	/** Colours that the colour-blind can tell apart (Okabe and Ito, 2008). */
	private static final Color[] COLOURS = { new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(
		0xCC79A7), new Color(0xE69F00), new Color(0x56B4E9), new Color(0x404040) };
	private static final Color GRID = new Color(0xE4E4E4);
	private static final Color FRAME = new Color(0x909090);
	private static final int GAP = 6;
	/** More points than that are no longer told apart. */
	private static final int MOST_POINTS = 1500;
	private static final double DOT = 5;
	private static final int LOSS_TICKS = 4;

	private transient List<JobEvent.Loss> losses = List.of();

	/** An empty chart. */
	LossChart() {
		setPreferredSize(new Dimension(720, 260));
		setMinimumSize(new Dimension(300, 120));
	}

	/** @param all the losses to be shown */
	void show(final List<JobEvent.Loss> all) {
		if (all == losses) return;
		losses = all;
		repaint();
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		g.setFont(getFont());
		final FontMetrics text = g.getFontMetrics();
		double least = Double.POSITIVE_INFINITY;
		double largest = 0;
		for (final JobEvent.Loss loss : losses) {
			for (final double value : loss.perLevel()) {
				if (!isShown(value)) continue;
				least = Math.min(least, value);
				largest = Math.max(largest, value);
			}
		}
		if (largest == 0) {
			final String empty = "The loss appears here after the first training steps.";
			g.setColor(FRAME);
			g.drawString(empty, (getWidth() - text.stringWidth(empty)) / 2, getHeight() / 2);
		}
		else paint(g, Axis.upTo(losses.get(losses.size() - 1).step()), Axis.logarithmicOver(least, largest));
		g.dispose();
	}

	private void paint(final Graphics2D g, final Axis x, final Axis y) {
		final FontMetrics text = g.getFontMetrics();
		final int left = y.ticks(LOSS_TICKS).stream().mapToInt(tick -> text.stringWidth(Axis.name(tick))).max().orElse(0) + 2 * GAP;
		final Frame frame = new Frame(left, text.getHeight() + GAP, getWidth() - left - 2 * GAP, getHeight() - 2 * (text
			.getHeight() + GAP) - GAP, x, y);
		if (frame.width < 1 || frame.height < 1) return;
		paintAxes(g, frame);
		final int levels = losses.get(0).perLevel().size();
		for (int level = 0; level < levels; level++) {
			g.setColor(COLOURS[level % COLOURS.length]);
			paintCurve(g, frame, level, false);
			paintCurve(g, frame, level, true);
		}
		paintLegend(g, frame, levels);
	}

	/** Where values are drawn. */
	private record Frame(int left, int top, int width, int height, Axis x, Axis y) {

		double x(final double step) {
			return left + width * x.position(step);
		}

		double y(final double loss) {
			return top + height * (1 - y.position(loss));
		}
	}

	private static void paintAxes(final Graphics2D g, final Frame frame) {
		final FontMetrics text = g.getFontMetrics();
		g.setColor(Color.WHITE);
		g.fillRect(frame.left, frame.top, frame.width, frame.height);
		for (final double tick : frame.y.ticks(LOSS_TICKS)) {
			g.setColor(GRID);
			g.draw(new Line2D.Double(frame.left, frame.y(tick), frame.left + frame.width, frame.y(tick)));
			final String name = Axis.name(tick);
			g.setColor(Color.DARK_GRAY);
			g.drawString(name, frame.left - GAP - text.stringWidth(name), (float) frame.y(tick) + text.getAscent() / 2f - 1);
		}
		for (final double tick : frame.x.ticks((int) Math.min(frame.x.high(), Math.max(2, frame.width / 90)))) {
			g.setColor(GRID);
			g.draw(new Line2D.Double(frame.x(tick), frame.top, frame.x(tick), frame.top + frame.height));
			final String name = Axis.name(tick);
			final double place = Math.min(frame.x(tick) - text.stringWidth(name) / 2.0, frame.left + frame.width + GAP - text
				.stringWidth(name));
			g.setColor(Color.DARK_GRAY);
			g.drawString(name, (float) place, frame.top + frame.height + GAP / 2f + text.getAscent());
		}
		g.setColor(FRAME);
		g.drawRect(frame.left, frame.top, frame.width, frame.height);
	}

	private void paintCurve(final Graphics2D g, final Frame frame, final int level, final boolean validation) {
		final List<JobEvent.Loss> points = losses.stream().filter(loss -> loss.validation() == validation && isShown(loss
			.perLevel().get(level))).toList();
		final int stride = 1 + points.size() / MOST_POINTS;
		final Path2D curve = new Path2D.Double();
		for (int i = 0; i < points.size(); i += stride) {
			final double x = frame.x(points.get(i).step());
			final double y = frame.y(points.get(i).perLevel().get(level));
			if (i == 0) curve.moveTo(x, y);
			else curve.lineTo(x, y);
			if (points.size() == 1) g.fill(dot(x, y));
			else if (validation && (points.size() < frame.width / (2 * DOT) || i + stride >= points.size())) g.fill(dot(x, y));
		}
		if (points.isEmpty()) return;
		g.setStroke(stroke(validation));
		g.draw(curve);
	}

	private static BasicStroke stroke(final boolean validation) {
		return validation ? new BasicStroke(1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] { 4, 3 }, 0)
			: new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
	}

	private static Shape dot(final double x, final double y) {
		return new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT);
	}

	private void paintLegend(final Graphics2D g, final Frame frame, final int levels) {
		final FontMetrics text = g.getFontMetrics();
		final int base = text.getAscent() + 1;
		g.setColor(Color.DARK_GRAY);
		g.drawString("Loss against steps", frame.left, base);
		int x = frame.left + frame.width;
		final boolean validated = losses.stream().anyMatch(JobEvent.Loss::validation);
		if (validated) x = legend(g, "validation", Color.DARK_GRAY, true, x, base);
		x = legend(g, "training", Color.DARK_GRAY, false, x, base);
		for (int level = levels - 1; level >= 0; level--) {
			x = legend(g, "level " + (level + 1), COLOURS[level % COLOURS.length], null, x, base);
		}
	}

	/** @return where the entry, which ends at a place, begins */
	private static int legend(final Graphics2D g, final String name, final Color colour, final Boolean validation,
		final int end, final int base)
	{
		final FontMetrics text = g.getFontMetrics();
		final int start = end - text.stringWidth(name);
		final double middle = base - text.getAscent() / 2.0 + 1;
		g.setColor(Color.DARK_GRAY);
		g.drawString(name, start, base);
		g.setColor(colour);
		if (validation == null) {
			g.fill(new Ellipse2D.Double(start - 14, middle - 4, 9, 9));
			return start - 14 - 2 * GAP;
		}
		g.setStroke(stroke(validation));
		g.draw(new Line2D.Double(start - 28, middle, start - 5, middle));
		if (validation) g.fill(dot(start - 16.5, middle));
		return start - 28 - 2 * GAP;
	}

	private static boolean isShown(final double loss) {
		return loss > 0 && Double.isFinite(loss);
	}
}
