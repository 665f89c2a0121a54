package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
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
		assertEquals("Label\tImage\tSample\tPSNR (dB)\tSSIM\tMSE\tDistance\tConsistency (dB)", rows.getColumnHeadings());
		assertEquals("Label\tImage\tSamples\tDiversity\tFwV\tSigma\tBest PSNR (dB)\tBest SSIM\tBest distance", result
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
		assertEquals(5, measure(samplesOf(deep, 1), null, null).summary().size());
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
	void refusesWhatDoesNotFitInOneSentence() {
		final ImagePlus samples = samplesOf(TestImages.stack("r", 8, 20, 20, 1, 1, 1), 3);
		assertRefused(samples, TestImages.stack("r", 8, 10, 20, 1, 1, 1), null, "10 x 20");
		assertRefused(samples, TestImages.stack("r", 8, 20, 20, 2, 1, 1), null, "2 channels");
		assertRefused(samples, null, TestImages.stack("r", 8, 15, 15, 1, 1, 1), "whole number of times");
		assertRefused(samples, TestImages.stack("r", 8, 20, 20, 1, 1, 2), null, "no whole number of samples");
		assertRefused(null, null, null, "no sample stack");
		final ImagePlus nan = TestImages.stack("r", 32, 20, 20, 1, 1, 1);
		nan.getProcessor().setf(3, Float.NaN);
		assertRefused(nan, null, null, "NaN");
		assertThrows(InvalidInputException.class, () -> new MeasurementJob(0));
	}

	private static void assertRefused(final ImagePlus samples, final ImagePlus reference, final ImagePlus input,
		final String words)
	{
		final String message = assertThrows(InvalidInputException.class, () -> measure(samples, reference, input))
			.getMessage();
		assertTrue(message.contains(words) && message.endsWith("."), message);
	}
}
