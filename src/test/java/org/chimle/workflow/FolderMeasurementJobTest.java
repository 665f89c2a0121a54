package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.weights.WeightFolder;
import org.chimle.image.ImageReader;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderMeasurementJobTest {

	private static final int SIDE = 24;

	@TempDir
	private Path folder;

	private final List<String> said = new ArrayList<>();

	private FolderMeasurementJob job(final String input) {
		return new FolderMeasurementJob(folder.resolve("s").toString(), folder.resolve("r").toString(), input, "bundled", 0.2,
			1, "cpu");
	}

	private FolderMeasurementJob.Result measure(final String input) {
		return job(input).run(new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) said.add(message.text());
		}, new JobControl()));
	}

	/** Smooth noise in 50..200. */
	private static ImageProcessor plane(final long seed, final int side, final int depth) {
		final Random random = new Random(seed);
		final FloatProcessor noise = new FloatProcessor(side, side);
		for (int i = 0; i < side * side; i++) noise.setf(i, 50 + 150 * random.nextFloat());
		noise.smooth();
		return depth == 8 ? noise.convertToByteProcessor(false) : depth == 16 ? noise.convertToShortProcessor(false) : noise;
	}

	private void save(final String file, final int depth, final int side, final long... seeds) {
		final ImageStack stack = new ImageStack(side, side);
		for (final long seed : seeds) stack.addSlice(plane(seed, side, depth));
		final ImagePlus image = new ImagePlus("image", stack);
		image.setDimensions(1, 1, seeds.length);
		TestImages.save(image, folder.resolve(file));
	}

	private static double value(final ResultsTable table, final String heading) {
		return table.getValue(heading, 0);
	}

	@Test
	void measuresStacksAndSingleImagesAgainstTheirReferences() {
		for (int i = 0; i < 8; i++) {
			save("r/im" + i + ".tif", 16, SIDE, i);
			save("i/im" + i + ".tif", 16, SIDE / 2, 50 + i);
			if (i % 2 == 0) save("s/im" + i + "-samples.tif", 16, SIDE, i, 100 + i, 200 + i);
			else for (int s = 0; s < 3; s++) save("s/im" + i + "_" + s + ".tif", 16, SIDE, i + 100 * s);
		}
		final FolderMeasurementJob.Result result = measure(folder.resolve("i").toString());
		assertEquals(24, result.samples().size());
		assertEquals(8, result.summary().size());
		final List<String> single = List.of(new MeasurementJob(0.2).run(TestImages.stack("a", 16, SIDE, SIDE, 1, 1, 2), null,
			null, JobMonitor.silent()).samples().getHeadings());
		assertEquals(single, List.of(result.samples().getHeadings()));
		assertEquals("im7", result.summary().getLabel(7));
		assertEquals(8, result.summary().getValue("Image", 7));
		assertTrue(IntStream.range(0, 24).noneMatch(row -> Double.isNaN(result.samples().getValue("Consistency (dB)", row))));
		assertEquals(8, value(result.folder(), "Inputs"));
		assertEquals(24, value(result.folder(), "Samples"));
		double diversity = 0;
		for (int i = 0; i < 8; i++) diversity += result.summary().getValue("Diversity", i) / 8;
		assertEquals(diversity, value(result.folder(), "Mean of Diversity"), 1e-9);
		assertEquals(0, value(result.folder(), "Mean of Best distance"), 1e-4, "every input has its reference as a sample");
		final ResultsTable distribution = result.distribution();
		assertEquals(1, distribution.size());
		assertEquals(24, value(distribution, "Samples"));
		assertEquals(8, value(distribution, "References"));
		assertTrue(value(distribution, "FID (bundled)") > 0);
		assertTrue(value(distribution, "F8 (bundled)") > 0.3, "every reference is among the samples");
		assertEquals(1, value(distribution, "Recall (bundled)"), 1e-9);
		assertEquals(1, value(distribution, "Coverage (bundled)"), 1e-9);
		final String caution = distribution.getStringValue("Caution", 0);
		assertTrue(caution.contains("rank-deficient covariances (8 images for"), caution);
		assertNull(result.skipped(), said.toString());
		assertTrue(said.stream().anyMatch(text -> text.startsWith("all: FID from rank-deficient")), said.toString());
		assertTrue(result.curve().getWidth() > 300);
	}

	private static List<String> labels(final ResultsTable table) {
		return IntStream.range(0, table.size()).mapToObj(table::getLabel).toList();
	}

	@Test
	void whatCannotBeMeasuredIsNamedAndTheRestMeasured() throws IOException {
		for (int i = 0; i < 4; i++) save("r/im" + i + ".tif", 16, SIDE, i);
		for (int i = 0; i < 2; i++) save("s/im" + i + "-samples.tif", 16, SIDE, i, 10 + i);
		save("s/im2-samples.tif", 16, SIDE / 2, 2, 12);
		save("r/odd.tif", 8, SIDE, 7);
		save("s/odd.tif", 8, SIDE, 7, 8);
		save("s/stranger.tif", 16, SIDE, 5, 6);
		save("i/im0.tif", 16, SIDE - 5, 1);
		Files.writeString(folder.resolve("r/broken.tif"), "no image");
		final FolderMeasurementJob.Result result = measure(folder.resolve("i").toString());
		final List<String> skipped = labels(result.skipped());
		for (final String name : List.of("im3", "im2", "odd.tif", "stranger", "broken", "im0", "im1")) {
			assertTrue(skipped.contains(name), name + " in " + skipped);
		}
		final String reason = result.skipped().getStringValue("Reason", skipped.indexOf("odd.tif"));
		assertEquals("The reference is 8-bit grey, but most references are 16-bit grey; convert it to that.", reason);
		for (int row = 0; row < skipped.size(); row++) {
			assertTrue(result.skipped().getStringValue("Reason", row).endsWith("."), skipped.get(row));
		}
		assertEquals(2, result.summary().size(), said.toString());
		assertEquals(6, value(result.distribution(), "Samples"), "two stacks and the stranger");
		assertEquals(4, value(result.distribution(), "References"));
		assertTrue(said.size() > skipped.size(), "cautions are said too");
	}

	@Test
	void everyChannelHasItsDistributions() {
		for (int i = 0; i < 3; i++) {
			TestImages.save(TestImages.stack("r", 16, SIDE, SIDE, 2, 1, 1), folder.resolve("r/im" + i + ".tif"));
			TestImages.save(TestImages.stack("s", 16, SIDE, SIDE, 2, 1, 2), folder.resolve("s/im" + i + ".tif"));
		}
		final FolderMeasurementJob.Result result = measure("");
		assertEquals(List.of("c=1", "c=2"), labels(result.distribution()));
		assertEquals(6, result.summary().size());
		assertEquals(6, result.summary().getValue("Image", 5));
	}

	/** Samples and reference are draws of the same distribution, whose spread differs between pixels and images. */
	private void saveDraws(final int images, final int samples, final double wrong) {
		for (int i = 0; i < images; i++) {
			final Random random = new Random(i);
			final double[] mean = random.doubles(SIDE * SIDE, 0, 100).toArray();
			final double[] spread = random.doubles(SIDE * SIDE, 1 + i, 20).toArray();
			final ImageStack stack = new ImageStack(SIDE, SIDE);
			for (int s = 0; s <= samples; s++) {
				final FloatProcessor draw = new FloatProcessor(SIDE, SIDE);
				for (int p = 0; p < mean.length; p++) {
					draw.setf(p, (float) (mean[p] + spread[p] * random.nextGaussian() * (s == 0 ? wrong : 1)));
				}
				if (s == 0) TestImages.save(new ImagePlus("r", draw), folder.resolve("r/im" + i + ".tif"));
				else stack.addSlice(draw);
			}
			final ImagePlus drawn = new ImagePlus("s", stack);
			drawn.setDimensions(1, 1, samples);
			TestImages.save(drawn, folder.resolve("s/im" + i + ".tif"));
		}
	}

	@Test
	void calibrationFindsSpreadsThatAreRightAndTooSmall() {
		saveDraws(8, 20, 1);
		final FolderMeasurementJob.Result right = measure("");
		final ResultsTable table = right.calibration();
		assertEquals(1, table.size());
		assertEquals(8, value(table, "Images"));
		assertEquals(1, value(table, "Slope"), 0.1);
		assertEquals(0, value(table, "Intercept"), 0.01);
		assertEquals(1, value(table, "SD factor"), 0.05);
		assertTrue(value(table, "ENCE") < 0.1, "ENCE " + value(table, "ENCE"));
		assertEquals(0.5, value(table, "Coverage 50 %"), 0.03);
		assertEquals(0.8, value(table, "Coverage 80 %"), 0.03);
		assertEquals(0.9, value(table, "Coverage 90 %"), 0.03);
		assertEquals(19.0 / 21, value(table, "Ideal coverage of range"), 1e-5);
		assertEquals("", table.getStringValue("Caution", 0));
		assertEquals(15, right.calibrationCurves().get(0).bins().size());
		assertEquals(15, CalibrationPlot.table(right).size());
		assertTrue(CalibrationPlot.plot(right).isPresent());
		saveDraws(8, 20, 2);
		final ResultsTable small = measure("").calibration();
		assertEquals(2, value(small, "SD factor"), 0.1);
		assertEquals(2, value(small, "Slope"), 0.2);
		assertTrue(value(small, "Coverage 80 %") < 0.6);
	}

	@Test
	void tooFewSamplesForCalibrationAreFlagged() {
		saveDraws(3, 3, 1);
		save("s/im0.tif", 16, SIDE, 1);
		final ResultsTable few = measure("").calibration();
		assertEquals(2, value(few, "Images"));
		assertTrue(Double.isNaN(value(few, "Coverage 80 %")) && value(few, "Coverage 50 %") > 0);
		assertEquals("1 of 3 images have fewer than 2 samples and do not count; with fewer than 4 samples (here 3) curve, " +
			"slope, intercept and ENCE are bent by noise; the 80 % interval needs 9 samples; the 90 % interval needs 19 samples",
			few.getStringValue("Caution", 0));
		for (int i = 0; i < 3; i++) save("s/im" + i + ".tif", 16, SIDE, i);
		final FolderMeasurementJob.Result none = measure("");
		assertTrue(Double.isNaN(value(none.calibration(), "ENCE")));
		assertEquals("3 of 3 images have fewer than 2 samples and do not count", none.calibration().getStringValue("Caution",
			0));
		assertTrue(CalibrationPlot.plot(none).isEmpty());
	}

	@Test
	void valuesThatAreNotFiniteAreNamedAndSpoilNothing() {
		saveDraws(4, 5, 1);
		spoil("r/im1.tif");
		spoil("s/im2.tif");
		final FolderMeasurementJob.Result result = measure("");
		assertTrue(labels(result.skipped()).containsAll(List.of("im1", "im2")), labels(result.skipped()).toString());
		assertTrue(value(result.distribution(), "FID (bundled)") >= 0);
		assertEquals(3, value(result.calibration(), "Images"));
		assertTrue(value(result.calibration(), "SD factor") > 0.8);
		assertTrue(result.calibration().getStringValue("Caution", 0).startsWith("1 of 3 images have samples with values that " +
			"are not finite, which do not count"));
	}

	private void spoil(final String file) {
		final ImagePlus image = ImageReader.open(folder.resolve(file));
		image.getStack().getProcessor(1).setf(3, Float.NaN);
		TestImages.save(image, folder.resolve(file));
	}

	@Test
	void theInceptionNetworkIsRefusedInOneSentenceWhileItIsNotInstalled() {
		System.setProperty(WeightFolder.PROPERTY, folder.resolve("weights").toString());
		try {
			final String message = assertThrows(InvalidInputException.class, () -> new FolderMeasurementJob("s", "r", "",
				"inception-2048", 0.2, 1, "cpu").run(JobMonitor.silent())).getMessage();
			assertTrue(message.contains("InceptionV3") && message.contains("Install CHIMLE Weights..."), message);
		}
		finally {
			System.clearProperty(WeightFolder.PROPERTY);
		}
	}

	@Test
	void seedAndSigmaCount() {
		for (int i = 0; i < 6; i++) {
			save("r/im" + i + ".tif", 16, SIDE, i);
			save("s/im" + i + ".tif", 16, SIDE, 20 + i, 40 + i);
		}
		final FolderMeasurementJob.Result usual = measure("");
		final FolderMeasurementJob.Result other = new FolderMeasurementJob(folder.resolve("s").toString(), folder.resolve("r")
			.toString(), "", "bundled", 0.4, 2, "cpu").run(JobMonitor.silent());
		final String spread = "KID SD (bundled)";
		assertTrue(value(usual.distribution(), spread) != value(other.distribution(), spread));
		assertTrue(value(usual.folder(), "Mean of FwV") < value(other.folder(), "Mean of FwV"));
		assertEquals(value(usual.distribution(), spread), value(measure("").distribution(), spread));
	}

	@Test
	void aFolderWithNothingToMeasureIsRefusedInOneSentence() {
		save("r/im.tif", 16, SIDE, 1);
		save("s/im.tif", 16, SIDE / 2, 1);
		final String message = assertThrows(InvalidInputException.class, () -> measure("")).getMessage();
		assertTrue(message.startsWith("Nothing in the folder") && message.contains("im: The reference im.tif is 24 x 24"),
			message);
		assertThrows(InvalidInputException.class, () -> new FolderMeasurementJob("s", "r", "", "vgg", 0.2, 1, "cpu"));
		assertThrows(InvalidInputException.class, () -> new FolderMeasurementJob("s", "r", "", "bundled", 0, 1, "cpu"));
	}

	@Test
	void aStopIsHeard() {
		for (int i = 0; i < 3; i++) {
			save("r/im" + i + ".tif", 16, SIDE, i);
			save("s/im" + i + ".tif", 16, SIDE, i, i + 1);
		}
		final JobControl control = new JobControl();
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Progress progress && progress.phase().startsWith("measuring")) control.cancel();
		}, control);
		assertThrows(JobCancelledException.class, () -> job("").run(monitor));
	}

	@Test
	void nothingLeftOutMakesNoTable() {
		for (int i = 0; i < 210; i++) {
			save("r/im" + i + ".png", 8, 8, i);
			save("s/im" + i + ".png", 8, 8, i + 1000);
		}
		final FolderMeasurementJob.Result result = measure("");
		assertNull(result.skipped(), said.toString());
		assertEquals("", result.distribution().getStringValue("Caution", 0));
	}
}
