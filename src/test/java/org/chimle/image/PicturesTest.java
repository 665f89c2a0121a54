package org.chimle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {

	@TempDir
	private Path folder;

	private static FloatImage flat(final int side, final float first, final float others) {
		final FloatImage image = new FloatImage(1, side, side);
		Arrays.fill(image.data(), others);
		for (int i = 0; i < side * side / 2; i++) image.data()[i] = first;
		return image;
	}

	@Test
	void montageHasAColumnForEverythingAndOneRangeARow() throws IOException {
		final FloatImage target = flat(128, 0, 100);
		final List<FloatImage> samples = List.of(flat(128, 50, 50), flat(128, 0, 200));
		final Montage.Row row = new Montage.Row(flat(32, 0, 100), samples, flat(128, 25, 75), flat(128, 0, 3), target, true);
		final Path file = folder.resolve("montage.png");
		Montage.write(List.of(row, row), file);
		final BufferedImage picture = ImageIO.read(file.toFile());
		assertEquals(6 + 6 * 134, picture.getWidth());
		assertEquals(28 + 2 * 134, picture.getHeight());
		final int[] lower = new int[6];
		for (int i = 0; i < 6; i++) lower[i] = new Color(picture.getRGB(6 + i * 134 + 64, 28 + 120)).getRed();
		// input 100, samples 50 and 200 (clipped), mean 75 of 0..100; deviation 3 of 0..3; target 100
		assertTrue(Arrays.equals(new int[] { 255, 128, 255, 191, 255, 255 }, lower), Arrays.toString(lower));
	}

	@Test
	void montageCopesWithoutTargetAndContrast() {
		final FloatImage black = flat(16, 0, 0);
		final Montage.Row row = new Montage.Row(black, List.of(black), black, black, null, false);
		final BufferedImage picture = Montage.draw(List.of(row));
		assertEquals(6 + 4 * 134, picture.getWidth());
		assertEquals(Color.BLACK.getRGB(), picture.getRGB(70, 100));
	}

	@Test
	void lossPlotDrawsBothCurves() throws IOException {
		final LossLog log = new LossLog();
		for (int i = 1; i <= 100; i++) log.onEvent(new JobEvent.Loss(i * 10, 1, List.of(2.0 / i, 1.0 / i), false));
		for (int i = 1; i <= 5; i++) log.onEvent(new JobEvent.Loss(i * 200, 1, List.of(4.0 / i, 0.5), true));
		log.onEvent(new JobEvent.Message("ignored"));
		assertEquals(100, log.losses(false).size());
		assertEquals(5, log.losses(true).size());
		final Path file = folder.resolve("loss.png");
		LossPlot.write(log, file);
		final BufferedImage picture = ImageIO.read(file.toFile());
		assertTrue(count(picture, Color.BLUE) > 200 && count(picture, Color.RED) > 100, count(picture, Color.BLUE) + " " +
			count(picture, Color.RED));
	}

	private static int count(final BufferedImage picture, final Color colour) {
		final List<Integer> found = new ArrayList<>();
		for (int y = 0; y < picture.getHeight(); y++) {
			for (int x = 0; x < picture.getWidth(); x++) if (picture.getRGB(x, y) == colour.getRGB()) found.add(x);
		}
		return found.size();
	}

	@Test
	void saysWhenAPictureCannotBeMadeOrWritten() {
		assertThrows(InvalidInputException.class, () -> LossPlot.draw(new LossLog()));
		final FloatImage black = flat(16, 0, 0);
		final Montage.Row row = new Montage.Row(black, List.of(black), black, black, null, false);
		assertThrows(InvalidInputException.class, () -> Montage.write(List.of(row), folder.resolve("missing/m.png")));
	}
}
