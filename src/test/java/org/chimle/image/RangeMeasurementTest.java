package org.chimle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.job.JobMonitor;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RangeMeasurementTest {

	@TempDir
	private Path folder;

	private Normalisation measure(final Task task) {
		final FolderOfPairs pairs = FolderOfPairs.open(folder.resolve("in"), folder.resolve("out"), new PairRules(task, 8),
			false, JobMonitor.silent());
		return RangeMeasurement.of(pairs, task, JobMonitor.silent());
	}

	private void save(final String side, final String name, final ImageProcessor plane) {
		TestImages.save(new ImagePlus(name, plane), folder.resolve(side).resolve(name + ".tif"));
	}

	private static ImageProcessor uniform(final long seed, final double low, final double high) {
		final Random random = new Random(seed);
		final ImageProcessor plane = new FloatProcessor(200, 200);
		for (int i = 0; i < 40_000; i++) plane.setf(i, (float) (low + random.nextDouble() * (high - low)));
		return plane;
	}

	@Test
	void takesPercentilesOverTheWholeFolder() {
		save("in", "a", uniform(1, 0, 1000));
		save("in", "b", uniform(2, 1000, 2000));
		save("out", "a", uniform(3, 0, 1000));
		save("out", "b", uniform(4, 1000, 2000));
		final Normalisation ranges = measure(Task.GENERIC);
		// Uniform on [0, 2000]: the p % percentile is 20 p; its sampling error over 80 000 values is below 0.8.
		assertEquals(2, ranges.input().get(0).low(), 0.8);
		assertEquals(1998, ranges.input().get(0).high(), 0.8);
		// 0.2 and 1999.8, widened by a tenth of their difference.
		assertEquals(0.2 - 199.96, ranges.target().get(0).low(), 0.4);
		assertEquals(1999.8 + 199.96, ranges.target().get(0).high(), 0.4);
	}

	@Test
	void fixesTheRangeOfColoursAndOfGreyThatIsColoured() {
		for (final String name : List.of("a", "b")) {
			save("in", name, TestImages.plane(8, 20, 20, 0));
			save("out", name, TestImages.plane(24, 20, 20, 0));
		}
		final Normalisation ranges = measure(Task.COLOURIZATION);
		assertEquals(List.of(new IntensityRange(0, 255)), ranges.input());
		assertEquals(3, ranges.target().size());
		assertEquals(new IntensityRange(0, 255), ranges.target().get(2));
	}

	@Test
	void givesConstantAndNearlyEmptyImagesAUsableRange() {
		final IntensitySample constant = new IntensitySample(1, 100);
		final FloatImage image = new FloatImage(1, 10, 10);
		java.util.Arrays.fill(image.data(), 7);
		constant.add(image, 0);
		assertEquals(new IntensityRange(7, 14), constant.range(0.1, 99.9));
		final IntensitySample sparse = new IntensitySample(1, 10_000);
		final FloatImage spot = new FloatImage(1, 100, 100);
		spot.data()[4711] = 9;
		sparse.add(spot, 0);
		assertEquals(new IntensityRange(0, 9), sparse.range(0.1, 99.9));
	}

	@Test
	void samplesReproduciblyAndNeverMoreThanItsCapacity() {
		final FloatImage ramp = new FloatImage(1, 100, 100);
		for (int i = 0; i < 10_000; i++) ramp.data()[i] = i;
		final IntensityRange[] ranges = new IntensityRange[2];
		for (int run = 0; run < 2; run++) {
			final IntensitySample sample = new IntensitySample(500, 400);
			for (int i = 0; i < 500; i++) sample.add(ramp, 0);
			ranges[run] = sample.range(10, 90);
		}
		assertEquals(ranges[0], ranges[1]);
		assertTrue(ranges[0].low() > 500 && ranges[0].low() < 1500, ranges[0].toString());
	}

	@Test
	void makesLightnessOfGreyAndOfColours() {
		final Normalisation ranges = new Normalisation(List.of(new IntensityRange(0, 255)), List.of(new IntensityRange(0,
			255), new IntensityRange(0, 255), new IntensityRange(0, 255)));
		final FloatImage grey = new FloatImage(1, 1, 3, new float[] { 0, 119, 255 });
		final FloatImage colours = new FloatImage(3, 1, 3, new float[] { 0, 119, 255, 0, 119, 255, 0, 119, 255 });
		final FloatImage fromGrey = ConditioningInput.of(grey, Task.COLOURIZATION, ranges);
		final FloatImage fromColours = ConditioningInput.of(colours, Task.COLOURIZATION, ranges);
		assertEquals(1, fromGrey.channels());
		// sRGB 119 is the grey of L = 50 within 0.04.
		assertEquals(0.5, fromGrey.data()[1], 5e-4);
		assertEquals(1, fromGrey.data()[2], 1e-5);
		for (int i = 0; i < 3; i++) assertEquals(fromGrey.data()[i], fromColours.data()[i], 1e-7);
	}
}
