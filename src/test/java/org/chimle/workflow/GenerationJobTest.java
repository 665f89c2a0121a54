package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.LUT;

import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationJobTest {

	@TempDir
	private Path folder;

	private static GenerationJob job(final int samples, final boolean match) {
		return new GenerationJob("", samples, 42, match, true, samples > 1, "cpu");
	}

	private static GenerationJob.Result run(final GenerationJob job, final SavedModel model, final ImagePlus image) {
		return job.prepare(model, Provenance.IN_MEMORY, image, JobMonitor.silent()).draw(FakeSampler.of(model, job));
	}

	private static void calibrate(final ImagePlus image) {
		final Calibration calibration = new Calibration();
		calibration.setUnit("micron");
		calibration.pixelWidth = 0.4;
		calibration.pixelHeight = 0.8;
		calibration.pixelDepth = 1.5;
		calibration.xOrigin = 3;
		calibration.yOrigin = 5;
		calibration.zOrigin = 2;
		calibration.frameInterval = 7;
		calibration.setTimeUnit("min");
		image.setCalibration(calibration);
	}

	@ParameterizedTest
	@CsvSource({ "8, 1, 1, 1, true", "16, 1, 3, 1, true", "32, 2, 3, 2, true", "16, 2, 1, 3, false", "8, 1, 2, 2, false",
		"32, 1, 1, 1, false", "16, 3, 2, 2, true" })
	void keepsAxesCalibrationColoursAndRange(final int depth, final int c, final int z, final int t,
		final boolean match)
	{
		final ImagePlus image = TestImages.stack("cells.tif", depth, 16, 12, c, z, t);
		calibrate(image);
		image.setProperty("Info", "Objective: 63x");
		final LUT[] luts = new LUT[c];
		for (int i = 0; i < c; i++) {
			luts[i] = LUT.createLutFromColor(i == 0 ? Color.MAGENTA : Color.CYAN);
			luts[i].min = 3 + i;
			luts[i].max = 90 + i;
		}
		if (image instanceof CompositeImage composite) composite.setLuts(luts);
		else {
			image.setLut(luts[0]);
			image.setDisplayRange(3, 90);
		}
		final SavedModel model = Models.random(Task.SUPER_RESOLUTION, 1, 1, 2, 0, 255);
		final GenerationJob.Result result = run(job(3, match), model, image);
		final ImagePlus samples = result.samples();
		assertEquals("cells-samples", samples.getTitle());
		assertEquals("cells-mean", result.mean().getTitle());
		assertEquals("cells-sd", result.standardDeviation().getTitle());
		assertArrayEquals(new int[] { 64, 48, c, z, 3 * t }, samples.getDimensions());
		assertArrayEquals(new int[] { 64, 48, c, z, t }, result.mean().getDimensions());
		assertEquals(match ? depth : 32, samples.getBitDepth());
		assertEquals(32, result.mean().getBitDepth());
		final Calibration calibration = samples.getCalibration();
		assertEquals(0.1, calibration.pixelWidth, 1e-12);
		assertEquals(0.2, calibration.pixelHeight, 1e-12);
		assertEquals(1.5, calibration.pixelDepth);
		assertEquals("micron", calibration.getUnit());
		assertEquals(image.getCalibration().getX(4), calibration.getX(16), 1e-12);
		assertEquals(image.getCalibration().getY(4), calibration.getY(16), 1e-12);
		assertEquals(2, calibration.zOrigin);
		assertEquals(7, calibration.frameInterval);
		assertEquals("min", calibration.getTimeUnit());
		assertEquals(c > 1, samples.isComposite());
		for (int i = 0; i < c; i++) {
			final LUT lut = samples.getLuts()[i];
			assertEquals(luts[i].getRGB(255), lut.getRGB(255));
			assertEquals(3 + i, c > 1 ? lut.min : samples.getDisplayRangeMin(), 0.5);
			assertEquals(90 + i, c > 1 ? lut.max : samples.getDisplayRangeMax(), 0.5);
		}
		assertLabelsAndValues(image, samples, t, match);
		assertInfo(samples);
	}

	private static void assertLabelsAndValues(final ImagePlus image, final ImagePlus samples, final int t,
		final boolean match)
	{
		for (int s = 0; s < 3; s++) {
			for (int frame = 1; frame <= t; frame++) {
				for (int z = 1; z <= image.getNSlices(); z++) {
					for (int c = 1; c <= image.getNChannels(); c++) {
						final int index = samples.getStackIndex(c, z, s * t + frame);
						assertEquals("sample 0" + (s + 1) + " seed=42" + (t > 1 ? " frame " + frame : "") + own(image, c, z,
							frame), samples.getStack().getSliceLabel(index));
						final float original = image.getStack().getProcessor(image.getStackIndex(c, z, frame)).getf(2, 3);
						final float sample = samples.getStack().getProcessor(index).getf(9, 13);
						assertEquals(original + 2.55 * s, sample, match && image.getBitDepth() < 32 ? 0.5001 : 1e-3);
					}
				}
			}
		}
	}

	private static String own(final ImagePlus image, final int c, final int z, final int t) {
		return image.getStackSize() == 1 ? "" : " - plane " + (image.getStackIndex(c, z, t) -
			1);
	}

	private static void assertInfo(final ImagePlus samples) {
		assertTrue(samples.getInfoProperty().contains("generated, not measured"));
		assertEquals("42", samples.getProp("CHIMLE seed"));
		assertEquals("0.0 to 255.0", samples.getProp("CHIMLE input range"));
		assertTrue(samples.getInfoProperty().contains("Objective: 63x"));
	}

	@Test
	void meanAndDeviationAreThoseOfTheSamples() {
		final ImagePlus image = TestImages.stack("a", 32, 16, 12, 1, 1, 1);
		final GenerationJob.Result result = run(job(3, false), Models.random(Task.GENERIC, 1, 1, 1, 0, 100), image);
		final float original = image.getProcessor().getf(5, 6);
		assertEquals(original + 1, result.mean().getProcessor().getf(5, 6), 1e-4);
		assertEquals(1, result.standardDeviation().getProcessor().getf(5, 6), 1e-4);
		assertEquals(0, result.standardDeviation().getDisplayRangeMin());
		final GenerationJob.Result plain = run(new GenerationJob("", 1, 42, false, false, false, "cpu"), Models.random(
			Task.GENERIC, 1, 1, 1, 0, 100), image);
		assertNull(plain.mean());
		assertNull(plain.standardDeviation());
	}

	/** Training widens the range of its targets. */
	@ParameterizedTest
	@CsvSource({ "true, 0, 255", "false, 0, 255", "true, -25.5, 280.5", "false, -25.5, 280.5" })
	void givesColoursForColours(final boolean match, final double low, final double high) {
		final ImagePlus image = TestImages.stack("rgb", 24, 16, 12, 1, 2, 1);
		final ImagePlus samples = run(job(2, match), Models.random(Task.GENERIC, 3, 3, 1, low, high), image).samples();
		assertArrayEquals(new int[] { 16, 12, match ? 1 : 3, 2, 2 }, samples.getDimensions());
		assertEquals(match ? 24 : 32, samples.getBitDepth());
		if (match) {
			assertEquals(image.getStack().getProcessor(2).getPixel(4, 5) & 0xffffff, samples.getStack().getProcessor(2).getPixel(
				4, 5) & 0xffffff);
			return;
		}
		assertEquals(IJ.COMPOSITE, ((CompositeImage) samples).getMode());
		assertEquals(255, samples.getLuts()[1].max);
		assertEquals(Color.GREEN.getRGB(), samples.getLuts()[1].getRGB(255));
		assertEquals(5, samples.getStack().getProcessor(samples.getStackIndex(2, 1, 1)).getf(4, 5), 1e-3);
	}

	@Test
	void runsAModelOfOneChannelOnEveryComponentOfColours() {
		final ImagePlus image = TestImages.stack("rgb", 24, 16, 12, 1, 1, 1);
		final ImagePlus samples = run(job(1, true), Models.random(Task.GENERIC, 1, 1, 1, 0, 255), image).samples();
		assertArrayEquals((int[]) image.getProcessor().getPixels(), java.util.Arrays.stream((int[]) samples.getProcessor()
			.getPixels()).map(pixel -> pixel & 0xffffff).toArray());
	}

	@Test
	void coloursGreyImages() {
		final ImagePlus image = TestImages.stack("grey", 8, 16, 12, 1, 1, 1);
		final ImagePlus samples = run(job(2, true), Models.random(Task.COLOURIZATION, 1, 3, 1, 0, 255), image).samples();
		assertEquals(24, samples.getBitDepth());
		assertEquals(2, samples.getNFrames());
	}

	@Test
	void keepsTheUnitsOfSigned16BitImages() {
		final ImagePlus image = TestImages.stack("signed", 16, 16, 12, 1, 1, 1);
		for (int i = 0; i < 16 * 12; i++) image.getProcessor().set(i, 32768 + i - 50);
		image.getCalibration().setSigned16BitCalibration();
		final SavedModel model = Models.random(Task.GENERIC, 1, 1, 1, 32700, 33000);
		final ImagePlus matched = run(job(1, true), model, image).samples();
		assertTrue(matched.getCalibration().isSigned16Bit());
		assertEquals(32768 - 50 + 7, matched.getProcessor().get(7), 1);
		final ImagePlus real = run(job(1, false), model, image).samples();
		assertFalse(real.getCalibration().calibrated());
		assertEquals(-50 + 7, real.getProcessor().getf(7), 0.05);
	}

	@Test
	void leavesTheImageAndItsSelectionAlone() {
		final ImagePlus image = TestImages.stack("a", 16, 16, 12, 2, 2, 2);
		image.setPosition(2, 1, 2);
		image.setRoi(new Roi(1, 2, 5, 6));
		image.changes = false;
		final double min = image.getDisplayRangeMin();
		final ImagePlus samples = run(job(2, true), Models.random(Task.GENERIC, 1, 1, 1, 0, 100), image).samples();
		assertEquals(5, samples.getWidth());
		assertNull(samples.getRoi());
		assertEquals(new java.awt.Rectangle(1, 2, 5, 6), image.getRoi().getBounds());
		assertEquals(2, image.getChannel());
		assertEquals(2, image.getFrame());
		assertEquals(min, image.getDisplayRangeMin());
		assertFalse(image.changes);
		image.killRoi();
		for (int n = 1; n <= 8; n++) {
			assertEquals(11 + 2 * 7 + 10 * (n - 1), image.getStack().getProcessor(n).get(11, 7));
		}
	}

	@Test
	void refusesWhatDoesNotFitInOneSentence() {
		final SavedModel two = Models.random(Task.GENERIC, 2, 1, 1, 0, 255);
		assertRefused(two, TestImages.stack("a", 8, 16, 12, 3, 1, 1), "has 3 channels, but the model needs 2");
		assertRefused(Models.random(Task.GENERIC, 1, 1, 3, 0, 255), TestImages.stack("a", 8, 16, 12, 1, 1, 1),
			"at least 16 x 16");
		final ImagePlus nan = TestImages.stack("a", 32, 16, 12, 1, 2, 1);
		nan.getStack().getProcessor(2).setf(7, 3, Float.NaN);
		assertRefused(Models.random(Task.GENERIC, 1, 1, 1, 0, 255), nan, "NaN at x = 7, y = 3");
		assertRefused(two, new ImagePlus(), "There is no image");
		final GenerationJob many = new GenerationJob("", 100_000, 1, false, false, false, "cpu");
		final InvalidInputException huge = assertThrows(InvalidInputException.class, () -> run(many, Models.random(
			Task.SUPER_RESOLUTION, 1, 1, 2, 0, 255), TestImages.stack("a", 16, 400, 400, 1, 1, 1)));
		assertTrue(huge.getMessage().contains("MiB of memory"), huge.getMessage());
		assertThrows(InvalidInputException.class, () -> job(0, true));
		assertThrows(InvalidInputException.class, () -> job(1, true).run(TestImages.stack("a", 8, 16, 12, 1, 1, 1), JobMonitor
			.silent()));
	}

	private static void assertRefused(final SavedModel model, final ImagePlus image, final String words) {
		final String message = assertThrows(InvalidInputException.class, () -> run(job(1, true), model, image)).getMessage();
		assertTrue(message.contains(words) && message.endsWith("."), message);
	}

	@Test
	void warnsOfIntensitiesTheModelDoesNotKnow() {
		final List<String> messages = new ArrayList<>();
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message && message.warning()) messages.add(message.text());
		}, new JobControl());
		final ImagePlus image = TestImages.stack("dim", 16, 16, 12, 1, 1, 1);
		job(1, true).prepare(Models.random(Task.GENERIC, 1, 1, 1, 0, 40), Provenance.IN_MEMORY, image, monitor);
		assertEquals(List.of(), messages);
		job(1, true).prepare(Models.random(Task.GENERIC, 1, 1, 1, 500, 900), Provenance.IN_MEMORY, image, monitor);
		assertEquals(1, messages.size());
		assertTrue(messages.get(0).contains("100 %") && messages.get(0).contains("500.0 to 900.0"), messages.get(0));
		final ImagePlus samples = run(job(1, true), Models.random(Task.GENERIC, 1, 1, 1, 500, 900), image).samples();
		assertEquals(messages.get(0), samples.getProp("CHIMLE caution"));
	}

	@Test
	void reportsProgressAndStopsWhenCancelled() {
		final List<JobEvent.Progress> events = new ArrayList<>();
		final JobControl control = new JobControl();
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Progress progress) events.add(progress);
			if (events.size() == 5) control.cancel();
		}, control);
		final SavedModel model = Models.random(Task.GENERIC, 1, 1, 1, 0, 255);
		final SampleRun run = job(10, true).prepare(model, Provenance.IN_MEMORY, TestImages.stack("a", 8, 16, 12, 1, 3, 1),
			monitor);
		assertThrows(JobCancelledException.class, () -> run.draw(FakeSampler.of(model, job(10, true))));
		assertEquals(5, events.size());
		assertEquals(30, events.get(0).total());
		assertEquals(14, events.get(4).done()); // ten of the first plane and four of the second
		assertTrue(events.get(4).secondsLeft() >= 0);
	}

	@Test
	void drawsWithTheNetworkOfAModelFile() {
		final Path file = folder.resolve("m.chimle");
		ModelFile.write(Models.random(Task.SUPER_RESOLUTION, 1, 1, 1, 0, 255), file);
		final GenerationJob job = new GenerationJob(file.toString(), 2, 42, false, false, false, "cpu");
		final ImagePlus image = TestImages.stack("a", 8, 15, 11, 1, 1, 1);
		final ImagePlus samples = job.run(image, JobMonitor.silent()).samples();
		assertArrayEquals(new int[] { 30, 22, 1, 1, 2 }, samples.getDimensions());
		assertEquals("m.chimle", samples.getProp("CHIMLE model"));
		assertEquals(64, samples.getProp("CHIMLE model SHA-256").length());
		final float[] first = (float[]) samples.getStack().getPixels(1);
		final float[] second = (float[]) samples.getStack().getPixels(2);
		assertFalse(java.util.Arrays.equals(first, second));
		final GenerationJob again = new GenerationJob(file.toString(), 1, 42, false, false, false, "cpu");
		assertArrayEquals(first, (float[]) again.run(image, JobMonitor.silent()).samples().getStack().getPixels(1));
		final GenerationJob other = new GenerationJob(file.toString(), 1, 43, false, false, false, "cpu");
		assertNotEquals(first[0], ((float[]) other.run(image, JobMonitor.silent()).samples().getStack().getPixels(1))[0]);
		assertTrue(Files.exists(file));
	}

	@Test
	void titlesLoseTheFilesEndingAndNothingElse() {
		assertEquals("the input", ResultNames.baseName("the input"));
		assertEquals("a cell", ResultNames.baseName("a cell.tif"));
		assertEquals("a", ResultNames.baseName("a.ome.tiff"));
		assertEquals("x.lif - Series 1", ResultNames.baseName("x.lif - Series 1"));
		assertEquals("0.5 um", ResultNames.baseName("0.5 um"));
		assertEquals(".tif", ResultNames.baseName(".tif"));
	}
}
