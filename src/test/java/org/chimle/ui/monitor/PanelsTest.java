package org.chimle.ui.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.swing.JComponent;

import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.junit.jupiter.api.Test;

class PanelsTest {

	private static BufferedImage painted(final JComponent component) {
		component.setSize(600, 240);
		final BufferedImage picture = new BufferedImage(600, 240, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = picture.createGraphics();
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, 600, 240);
		component.paint(g);
		g.dispose();
		return picture;
	}

	private static Set<Integer> colours(final BufferedImage picture) {
		final Set<Integer> colours = new HashSet<>();
		for (int y = 0; y < picture.getHeight(); y++) {
			for (int x = 0; x < picture.getWidth(); x++) colours.add(picture.getRGB(x, y) & 0xFFFFFF);
		}
		return colours;
	}

	@Test
	void everyLevelHasACurveOfItsColour() {
		final LossChart chart = new LossChart();
		assertTrue(!colours(painted(chart)).contains(0x0072B2));
		final List<JobEvent.Loss> losses = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			losses.add(new JobEvent.Loss(10 * i, 1, List.of(1.0 / (i + 1), 0.5, Double.NaN), i % 10 == 9));
		}
		chart.show(losses);
		final BufferedImage picture = painted(chart);
		assertTrue(colours(picture).containsAll(Set.of(0x0072B2, 0xD55E00)), "two curves");
		// The first level falls over two decades: its curve begins near the top left and ends near the bottom right.
		assertTrue(find(picture, 0x0072B2, true)[1] < 60 && find(picture, 0x0072B2, false)[1] > 180);
	}

	/** @return column and row of the leftmost or the rightmost pixel of a colour, below the legend */
	private static int[] find(final BufferedImage picture, final int colour, final boolean left) {
		for (int i = 0; i < picture.getWidth(); i++) {
			final int x = left ? i : picture.getWidth() - 1 - i;
			for (int y = 22; y < picture.getHeight(); y++) if ((picture.getRGB(x, y) & 0xFFFFFF) == colour) return new int[] {
				x, y };
		}
		throw new AssertionError("no such colour");
	}

	@Test
	void memoryIsToldAsFarAsItIsKnown() {
		final long gibi = 1L << 30;
		assertEquals("device cpu, memory 0.5 GiB of 8.0 GiB", StatusPanel.place(new JobEvent.Resources("cpu", gibi / 2, 8 *
			gibi)));
		assertEquals("device cpu, memory 8.0 GiB", StatusPanel.place(new JobEvent.Resources("cpu", -1, 8 * gibi)));
		assertEquals("device gpu 0", StatusPanel.place(new JobEvent.Resources("gpu 0", -1, -1)));
	}

	@Test
	void theStateKeepsWhatCameLast() {
		final TrainingNews state = new TrainingNews(new JobControl());
		state.onEvent(new JobEvent.Message("first"));
		state.onEvent(new JobEvent.Loss(1, 1, List.of(2.0), false));
		state.onEvent(new JobEvent.Loss(1, 1, List.of(3.0), true));
		state.onEvent(new JobEvent.Loss(2, 1, List.of(1.0), false));
		state.onEvent(new JobEvent.Message("second"));
		final TrainingNews.View view = state.view();
		assertEquals("second", view.message());
		assertEquals(3, view.losses().size());
		assertEquals(2, view.latest(false).step());
		assertEquals(3.0, view.latest(true).total());
	}
}
