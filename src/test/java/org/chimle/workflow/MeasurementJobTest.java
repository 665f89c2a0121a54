package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;

class MeasurementJobTest {

	private static MeasurementJob.Result measure(final ImagePlus samples, final ImagePlus reference,
		final ImagePlus input)
	{
		return new MeasurementJob(0.2).run(samples, reference, input, JobMonitor.silent());
	}

	/** @return the image n times along T, sample s brighter by s */
	private static ImagePlus samplesOf(final ImagePlus image, final int n) {
		final ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
		for (int s = 0; s < n; s++) {
			for (int i = 1; i <= image.getStackSize(); i++) {
				final ImageProcessor plane = image.getStack().getProcessor(i).duplicate();
				plane.add(s);
				stack.addSlice("sample 0" + (s + 1) + " seed=1" + (image.getNFrames() > 1 ? " frame " + ((i - 1) / image
					.getNSlices() / image.getNChannels() + 1) : ""), plane);
			}
		}
		final ImagePlus samples = new ImagePlus("s", stack);
		samples.setDimensions(image.getNChannels(), image.getNSlices(), n * image.getNFrames());
		return samples;
	}

	@Test
	void measuresEverySampleInUnitsOfTheReferencesRange() {
		final ImagePlus reference = TestImages.stack("r", 8, 40, 30, 1, 1, 1);
		final MeasurementJob.Result result = measure(samplesOf(reference, 3), reference, null);
		final ResultsTable rows = result.samples();
		assertEquals(3, rows.size());
		assertEquals("Label\tImage\tSample\tPSNR (dB)\tSSIM\tMS-SSIM\tNRMSE\tMSE\tDistance\tConsistency (dB)\tRSP\tRSE\t" +
			"RSF (px)\tNote", rows.getColumnHeadings());
		assertEquals("Label\tImage\tSamples\tDiversity\tFwV\tSigma\tSD\tFRC\tFRC unit\tBest PSNR (dB)\tMean PSNR (dB)\t" +
			"Best SSIM\tMean SSIM\tBest MS-SSIM\tMean MS-SSIM\tBest NRMSE\tMean NRMSE\tBest MSE\tMean MSE\tBest distance\t" +
			"Mean distance\tBest consistency (dB)\tMean consistency (dB)\tBest RSP\tMean RSP\tBest RSE\tMean RSE\tDistance network\tNote", result
				.summary().getColumnHeadings());
		assertEquals("s", rows.getLabel(0));
		assertEquals(4.0 / 255 / 255, rows.getValue("MSE", 2), 1e-9);
		assertEquals(20 * Math.log10(255.0 / 2), rows.getValue("PSNR (dB)", 2), 1e-4);
		assertEquals(1, rows.getValue("SSIM", 0), 1e-9);
		assertEquals(0, rows.getValue("Distance", 0), 1e-9);
		assertTrue(rows.getValue("Distance", 2) > 0);
		assertTrue(Double.isNaN(rows.getValue("Consistency (dB)", 1)));
		assertEquals(1, result.summary().size());
		assertEquals(3, result.summary().getValue("Samples", 0));
		assertTrue(result.summary().getValue("Diversity", 0) > 0);
		assertTrue(result.summary().getValue("FwV", 0) > 0);
		assertEquals(Double.POSITIVE_INFINITY, result.summary().getValue("Best PSNR (dB)", 0));
	}

	@Test
	void usesTheReferencesOwnRangeAbove8Bit() {
		final ImagePlus reference = TestImages.stack("r", 16, 40, 30, 1, 1, 1);
		final double range = 39 + 2 * 29;
		final ResultsTable rows = measure(samplesOf(reference, 2), reference, reference).samples();
		assertEquals(1 / range / range, rows.getValue("MSE", 1), 1e-7);
		assertEquals(20 * Math.log10(range), rows.getValue("Consistency (dB)", 1), 1e-3);
	}

	@Test
	void leavesUnknownFiguresEmpty() {
		final MeasurementJob.Result result = measure(samplesOf(TestImages.stack("r", 32, 20, 20, 1, 1, 1), 2), null, null);
		for (final String column : new String[] { "PSNR (dB)", "SSIM", "MSE", "Distance", "Consistency (dB)" }) {
			assertTrue(Double.isNaN(result.samples().getValue(column, 0)), column);
		}
		assertTrue(result.summary().getValue("Diversity", 0) > 0);
		assertTrue(Double.isNaN(result.summary().getValue("FwV", 0)));
	}

	@Test
	void measuresEveryPlaneOfAHyperstack() {
		final ImagePlus reference = TestImages.stack("r", 16, 20, 20, 2, 3, 2);
		final MeasurementJob.Result result = measure(samplesOf(reference, 2), reference, null);
		assertEquals(24, result.samples().size());
		assertEquals(12, result.summary().size());
		assertEquals("s z=1 c=2 t=1", result.summary().getLabel(1));
		assertEquals("s z=3 c=2 t=2", result.summary().getLabel(11));
		for (int i = 0; i < 24; i++) {
			final double error = result.samples().getValue("MSE", i);
			assertEquals(i % 2 / 57.0 / 57.0, error, 1e-7, "row " + i);
		}
	}

	@Test
	void takesSamplesAlongZWhereThereIsOneFrame() {
		final ImagePlus stack = TestImages.stack("z", 8, 20, 20, 1, 5, 1);
		assertEquals(5, measure(stack, null, null).samples().size());
		final ImagePlus deep = TestImages.stack("r", 8, 20, 20, 1, 5, 1);
		assertEquals(5, measure(stack, deep, null).summary().size());
		assertEquals(5, measure(samplesOf(deep, 1), deep, null).summary().size());
	}

	@Test
	void measuresColoursTogether() {
		final ImagePlus reference = TestImages.stack("c", 24, 20, 20, 1, 1, 1);
		final ColorProcessor brighter = (ColorProcessor) reference.getProcessor().duplicate();
		for (int i = 0; i < 400; i++) brighter.set(i, brighter.get(i) + 3);
		final ResultsTable rows = measure(new ImagePlus("s", brighter), reference, null).samples();
		assertEquals(1, rows.size());
		assertEquals(9.0 / 3 / 255 / 255, rows.getValue("MSE", 0), 1e-9);
	}

	@Test
	void measuresWhatTheGenerationJobMakes() {
		final ImagePlus image = TestImages.stack("a", 8, 12, 12, 1, 2, 2);
		final GenerationJob.Result made = new GenerationJob("", 3, 1, true, false, false, "cpu").run(Models.random(
			Task.SUPER_RESOLUTION, 1, 1, 1, 0, 255), image, JobMonitor.silent());
		final MeasurementJob.Result result = measure(made.samples(), null, image);
		assertEquals(4, result.summary().size());
		assertEquals(12, result.samples().size());
		assertTrue(result.samples().getValue("Consistency (dB)", 5) > 0);
	}

	@Test
	void refusesWhatCannotBeMeasuredAtAllInOneSentence() {
		final ImagePlus samples = samplesOf(TestImages.stack("r", 8, 20, 20, 1, 1, 1), 1);
		assertRefused(samples, TestImages.stack("r", 8, 10, 20, 1, 1, 1), null, "10 x 20");
		assertRefused(samples, null, null, "one sample and nothing to compare it with");
		assertRefused(null, null, null, "no sample stack");
		final ImagePlus nan = TestImages.stack("r", 32, 20, 20, 1, 1, 1);
		nan.getProcessor().setf(3, Float.NaN);
		assertRefused(nan, nan, null, "NaN");
		assertThrows(InvalidInputException.class, () -> new MeasurementJob(0));
	}

	@Test
	void companionsThatDoNotFitAreNamedAndTheRestIsMeasured() {
		final ImagePlus samples = samplesOf(TestImages.stack("r", 8, 20, 20, 1, 1, 1), 3);
		assertLeftOut(samples, TestImages.stack("r", 8, 10, 20, 1, 1, 1), null, "10 x 20", "reference");
		assertLeftOut(samples, TestImages.stack("r", 8, 20, 20, 2, 1, 1), null, "2 channels", "reference");
		assertLeftOut(samples, null, TestImages.stack("r", 8, 15, 15, 1, 1, 1), "whole number of times", "input");
		assertLeftOut(samples, TestImages.stack("r", 8, 20, 20, 1, 1, 2), null, "no whole number of samples", "reference");
	}

	private static void assertLeftOut(final ImagePlus samples, final ImagePlus reference, final ImagePlus input,
		final String words, final String what)
	{
		final List<String> said = new ArrayList<>();
		final ResultsTable summary = new MeasurementJob(0.2).run(samples, reference, input, saying(said)).summary();
		assertEquals(1, said.size());
		assertTrue(said.get(0).contains(words) && said.get(0).endsWith("."), said.get(0));
		assertEquals("the " + what + " does not fit and is left out", summary.getStringValue("Note", 0).split("; ")[0]);
		assertTrue(summary.getValue("Diversity", 0) > 0);
		assertTrue(Double.isNaN(summary.getValue("FwV", 0)));
	}

	@Test
	void aSampleWithoutSensibleValuesIsLeftOut() {
		final ImagePlus reference = TestImages.stack("r", 32, 40, 30, 1, 1, 1);
		final ImagePlus samples = samplesOf(reference, 3);
		samples.getStack().getProcessor(2).setf(5, 4, Float.NaN);
		final MeasurementJob.Result result = measure(samples, reference, null);
		assertEquals("it has the value NaN at x = 5, y = 4 of channel 1, so it is not measured", result.samples()
			.getStringValue("Note", 1));
		assertTrue(Double.isNaN(result.samples().getValue("PSNR (dB)", 1)));
		assertEquals("", result.samples().getStringValue("Note", 2));
		assertEquals(20 * Math.log10((39 + 2 * 29) / 2.0), result.samples().getValue("PSNR (dB)", 2), 1e-4);
		assertTrue(result.summary().getStringValue("Note", 0).contains("1 of 3 samples are not measured"));
		assertEquals(Math.sqrt(2), result.summary().getValue("SD", 0), 1e-5);
	}

	/** Samples of an image without a unit have pixels a fraction of a "pixel" wide, which nobody means. */
	@Test
	void withoutAUnitOfLengthThePixelsOfTheSamplesCount() {
		final ImagePlus samples = samplesOf(TestImages.stack("r", 8, 40, 40, 1, 1, 1), 2);
		samples.getCalibration().pixelWidth = 0.25;
		samples.getCalibration().pixelHeight = 0.25;
		final ResultsTable pixels = measure(samples, null, null).summary();
		assertEquals(2, pixels.getValue("FRC", 0));
		assertEquals("pixels", pixels.getStringValue("FRC unit", 0));
		samples.getCalibration().setUnit("nm");
		assertEquals(0.5, measure(samples, null, null).summary().getValue("FRC", 0));
	}

	@Test
	void valuesThatNoRangeCanHoldAreSaidAndNoDefect() {
		final ImagePlus reference = TestImages.stack("r", 32, 40, 30, 1, 1, 1);
		final ImagePlus samples = samplesOf(reference, 3);
		reference.getProcessor().multiply(1e-42);
		final String message = assertThrows(InvalidInputException.class, () -> measure(samples, reference, null)).getMessage();
		assertTrue(message.startsWith("Nothing could be measured: 3 of 3 samples are not measured, the first because it has " +
			"values that are too far from the range 0.0 to 9.7"), message);
		for (int s = 1; s <= 3; s++) samples.getStack().getProcessor(s).setf(0, 0, Float.NaN);
		assertEquals("Nothing could be measured: 3 of 3 samples are not measured, the first because it has the value NaN at " +
			"x = 0, y = 0 of channel 1.", assertThrows(InvalidInputException.class, () -> measure(samples, null, null))
				.getMessage());
	}

	@Test
	void aReferenceOfAnotherKindOfPixelsIsNamedAsTheUserSeesIt() {
		assertLeftOut(samplesOf(TestImages.stack("s", 24, 40, 30, 1, 1, 1), 2), TestImages.stack("r", 8, 40, 30, 1, 1, 1), null,
			"The reference r is 8-bit grey, but the samples are RGB;", "reference");
		assertLeftOut(samplesOf(TestImages.stack("s", 8, 40, 30, 1, 2, 1), 2), TestImages.stack("r", 8, 40, 30, 1, 3, 1), null,
			"The reference r has 3 slices and 1 frame, but the samples belong to an image of 2 slices and 1 frame;",
			"reference");
	}

	@Test
	void aReferenceWithoutSensibleValuesIsNotUsed() {
		final ImagePlus samples = samplesOf(TestImages.stack("r", 32, 40, 30, 1, 1, 1), 2);
		final ImagePlus reference = TestImages.stack("r", 32, 40, 30, 1, 1, 1);
		reference.getProcessor().setf(0, 1, Float.POSITIVE_INFINITY);
		final ResultsTable summary = measure(samples, reference, null).summary();
		assertTrue(summary.getStringValue("Note", 0).startsWith("the reference has the value Infinity at x = 0, y = 1"));
		assertTrue(summary.getValue("Diversity", 0) > 0);
	}

	@Test
	void constantImagesHaveNotes() {
		final ImagePlus grey = IJ.createImage("grey", "32-bit", 32, 32, 2);
		grey.setDimensions(1, 1, 2);
		final MeasurementJob.Result result = measure(grey, IJ.createImage("r", "32-bit", 32, 32, 1), IJ.createImage("i",
			"32-bit", 16, 16, 1));
		assertEquals("no NRMSE for a constant reference; no RSP for a constant image", result.samples().getStringValue(
			"Note", 0));
		assertEquals(0, result.samples().getValue("MSE", 0));
		assertEquals("no FRC for a constant sample", result.summary().getStringValue("Note", 0));
		assertEquals(0, result.summary().getValue("Diversity", 0));
	}

	@Test
	void otherUnitsOfIntensityAreSuspected() {
		final ImagePlus samples = samplesOf(TestImages.stack("s", 32, 40, 30, 1, 1, 1), 2);
		final ImagePlus reference = TestImages.stack("r", 32, 40, 30, 1, 1, 1);
		reference.getProcessor().multiply(1 / 255.0);
		final List<String> said = new ArrayList<>();
		final ResultsTable summary = new MeasurementJob(0.2).run(samples, reference, null, saying(said)).summary();
		assertEquals("The intensities of the samples span 98.00 and those of the reference 0.3804, but they are compared as they " +
			"are; convert one of them if their units differ.", said.get(0));
		assertEquals("the reference may have other units", summary.getStringValue("Note", 0).split("; ")[0]);
		said.clear();
		new MeasurementJob(0.2).run(samplesOf(TestImages.stack("s", 16, 40, 30, 1, 1, 1), 2), TestImages.stack("r", 8, 40, 30,
			1, 1, 1), null, saying(said));
		assertTrue(said.get(0).contains("16-bit and the reference 8-bit"), said.get(0));
	}

	@Test
	void makesImagesOfDeviationAndErrorWithTheRightAxes() {
		final ImagePlus input = TestImages.stack("i", 16, 10, 12, 2, 3, 2);
		final ImagePlus large = TestImages.stack("l", 16, 20, 24, 2, 3, 2);
		large.getCalibration().pixelWidth = 0.5;
		large.getCalibration().setUnit("um");
		final ImagePlus samples = samplesOf(large, 3);
		samples.setCalibration(large.getCalibration());
		final MeasurementJob.Result result = new MeasurementJob(0.2, DistanceKind.LEARNED, "cpu", true, true).run(samples, null, input, JobMonitor
			.silent());
		final ImagePlus deviation = result.standardDeviation();
		assertArrayEquals(new int[] { 20, 24, 2, 3, 2 }, deviation.getDimensions());
		assertEquals(0.5, deviation.getCalibration().pixelWidth);
		assertEquals("s-sd", deviation.getTitle());
		assertEquals(1, deviation.getStack().getProcessor(7).getf(3, 4), 1e-6);
		final ImagePlus map = result.errorMap();
		assertArrayEquals(new int[] { 10, 12, 2, 3, 6 }, map.getDimensions());
		assertEquals("sample 02", map.getStack().getSliceLabel(map.getStackIndex(1, 1, 3)));
		double squares = 0;
		for (int i = 0; i < 120; i++) squares += Math.pow(map.getStack().getProcessor(map.getStackIndex(2, 3, 6)).getf(i), 2);
		// Image 12 of 12 (c=2, z=3, t=2), sample 3.
		assertEquals(result.samples().getValue("RSE", 35), Math.sqrt(squares / 120), 1e-4);
		assertEquals("\u00b5m", result.summary().getStringValue("FRC unit", 0));
	}

	@Test
	void stopsWithinAnImage() {
		final ImagePlus reference = TestImages.stack("r", 32, 128, 128, 1, 1, 1);
		final JobControl control = new JobControl();
		final List<JobEvent.Progress> seen = new ArrayList<>();
		final JobMonitor monitor = new JobMonitor(event -> {
			seen.add((JobEvent.Progress) event);
			if (seen.size() == 3) control.cancel();
		}, control);
		assertThrows(JobCancelledException.class, () -> new MeasurementJob(0.2).run(samplesOf(reference, 8), reference, null,
			monitor));
		assertEquals(3, seen.size());
		assertEquals(2, seen.get(2).done());
		assertEquals(8, seen.get(2).total());
	}

	@Test
	void theDeviceIsHonoured() {
		final ImagePlus samples = samplesOf(TestImages.stack("r", 8, 20, 20, 1, 1, 1), 2);
		assertTrue(assertThrows(InvalidInputException.class, () -> new MeasurementJob(0.2, DistanceKind.LEARNED, "toaster", false, false).run(
			samples, null, null, JobMonitor.silent())).getMessage().contains("toaster"));
	}

	private static JobMonitor saying(final List<String> said) {
		return new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) said.add(message.text());
		}, new JobControl());
	}

	private static void assertRefused(final ImagePlus samples, final ImagePlus reference, final ImagePlus input,
		final String words)
	{
		final String message = assertThrows(InvalidInputException.class, () -> measure(samples, reference, input))
			.getMessage();
		assertTrue(message.contains(words) && message.endsWith("."), message);
	}
}
