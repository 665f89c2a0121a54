package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.util.EnumSet;
import java.util.Random;

import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.SavedModel;
import org.chimle.image.Region;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of samples whose values are known. */
class GenerationOutputsTest {

	private static final SavedModel MODEL = Models.random(Task.GENERIC, 1, 1, 1, 0, 100);

	private static GenerationJob.Result run(final int samples, final double threshold, final ImagePlus image,
		final Output first, final Output... others)
	{
		final GenerationJob job = new GenerationJob("", samples, 42, false, new Outputs(EnumSet.of(first, others), threshold), ConsistencyChoice.NO,
			"cpu");
		return job.prepare(MODEL, Provenance.IN_MEMORY, image, JobMonitor.silent()).draw(FakeSampler.of(MODEL, job));
	}

	/** The values are 0, 1, ..., 4 above the pixel; the quartiles of five values are the second and the fourth. */
	@Test
	void theInterquartileRangeIsTheDistanceOfTheQuartiles() {
		final ImagePlus image = TestImages.stack("a", 32, 16, 12, 1, 2, 2);
		final GenerationJob.Result result = run(5, Double.NaN, image, Output.INTERQUARTILE_RANGE);
		assertNull(result.samples());
		final ImagePlus range = result.images().get(Output.INTERQUARTILE_RANGE);
		assertEquals(4, range.getStackSize());
		assertEquals(2, range.getStack().getProcessor(3).getf(4, 4), 1e-4);
		assertEquals(2, range.getDisplayRangeMax(), 1e-4);
	}

	/** The pixel (x, y) of plane n is x + 2 y + 10 n, and sample s is s brighter. */
	@Test
	void agreementIsTheShareOfSamplesAboveTheThreshold() {
		final ImagePlus image = TestImages.stack("a", 16, 16, 12, 1, 2, 1);
		final ImagePlus map = run(4, 20.5, image, Output.AGREEMENT).images().get(Output.AGREEMENT);
		assertEquals(0, map.getStack().getProcessor(1).getf(0, 0));
		assertEquals(0.25, map.getStack().getProcessor(1).getf(2, 8), 1e-6, "18, 19, 20, 21");
		assertEquals(0.75, map.getStack().getProcessor(1).getf(4, 8), 1e-6, "20, 21, 22, 23");
		assertEquals(1, map.getStack().getProcessor(2).getf(15, 11));
		assertEquals("share above 20.5 of 4 samples seed=42 - plane 1", map.getStack().getSliceLabel(2));
	}

	@Test
	void theThresholdIsFoundBetweenTwoClassesOfAllPlanes() {
		final ImagePlus image = TestImages.stack("a", 16, 16, 12, 1, 2, 1);
		for (int i = 0; i < 16 * 12; i++) {
			image.getStack().getProcessor(1).set(i, 10);
			image.getStack().getProcessor(2).set(i, i % 16 < 6 ? 80 : 12);
		}
		final GenerationJob.Result result = run(3, Double.NaN, image, Output.AGREEMENT, Output.INTERQUARTILE_RANGE);
		final double threshold = result.facts().thresholds().get(0);
		assertTrue(threshold > 13 && threshold < 81, "threshold " + threshold);
		final ImagePlus map = result.images().get(Output.AGREEMENT);
		assertEquals(0, map.getStack().getProcessor(1).getf(3, 3));
		assertEquals(1, map.getStack().getProcessor(2).getf(3, 3));
		assertEquals(0, map.getStack().getProcessor(2).getf(9, 3));
		assertTrue(map.getStack().getSliceLabel(1).contains("(Otsu's threshold of the mean)"), map.getStack().getSliceLabel(1));
	}

	@Test
	void thresholdsAreReadAndRefused() {
		assertEquals(Double.NaN, Outputs.threshold("auto"));
		assertEquals(-3.5, Outputs.threshold(" -3.5 "));
		assertThrows(InvalidInputException.class, () -> Outputs.threshold("high"));
		assertThrows(InvalidInputException.class, () -> Outputs.threshold("Infinity"));
		assertThrows(InvalidInputException.class, () -> new Outputs(EnumSet.noneOf(Output.class), 1));
	}

	@ParameterizedTest
	@EnumSource(value = Output.class, names = { "STANDARD_DEVIATION", "INTERQUARTILE_RANGE" })
	void oneSampleHasNoSpread(final Output spread) {
		final Outputs outputs = new Outputs(EnumSet.of(spread), Double.NaN);
		final String message = assertThrows(InvalidInputException.class, () -> new GenerationJob("", 1, 1, false, outputs,
			ConsistencyChoice.NO, "cpu")).getMessage();
		assertTrue(message.endsWith("ask for 2 samples or more."), message);
	}

	/** Against the sorted values, in memory and from a file. */
	@ParameterizedTest
	@ValueSource(longs = { 0, 1 << 20 })
	void samplesAreKeptInMemoryOrInAFile(final long room) {
		final Random random = new Random(1);
		final FloatImage shape = new FloatImage(2, 5, 7);
		try (SampleStore store = new SampleStore(2, 9, 70, room)) {
			final float[][] all = new float[18][70];
			for (final float[] sample : all) {
				for (int i = 0; i < sample.length; i++) sample[i] = random.nextFloat();
				store.add(new FloatImage(2, 5, 7, sample.clone()));
			}
			assertArrayEquals(all[13], store.sample(1, 4));
			final FloatImage range = store.quartileDistance(1, shape, JobMonitor.silent());
			for (int i = 0; i < 70; i++) {
				final float[] values = new float[9];
				for (int s = 0; s < 9; s++) values[s] = all[9 + s][i];
				java.util.Arrays.sort(values);
				assertEquals(values[6] - values[2], range.data()[i], 1e-6);
			}
			store.clear();
			store.add(new FloatImage(2, 5, 7, all[3].clone()));
			assertArrayEquals(all[3], store.sample(0, 0));
		}
	}

	@Test
	void memoryDoesNotGrowWithSamplesThatAreNotKept() {
		final ImagePlus image = TestImages.stack("a", 16, 200, 100, 1, 1, 1);
		final GenerationPlan plan = GenerationPlan.of(MODEL, image);
		final JobSize few = size(plan, 2, Output.MEAN, Output.STANDARD_DEVIATION);
		final JobSize many = size(plan, 100_000, Output.MEAN, Output.STANDARD_DEVIATION);
		assertEquals(few.resultBytes() + few.workingBytes(), many.resultBytes() + many.workingBytes());
		assertEquals(2 * 200 * 100 * 4, many.resultBytes());
		assertEquals("100000 samples of 200 x 100 x 1: 0.2 MB in 2 images", many.words());
		assertTrue(size(plan, 100_000, Output.INTERQUARTILE_RANGE).workingBytes() <= JobSize.room() + 200 * 100 * 48);
		assertEquals(80_000L * 100_000, size(plan, 100_000, Output.SAMPLES).resultBytes());
		final GenerationJob.Result result = run(1000, Double.NaN, TestImages.stack("a", 16, 16, 12, 1, 1, 1), Output.MEAN);
		assertEquals(499.5, result.mean().getProcessor().getf(0, 0), 0.01);
	}

	private static JobSize size(final GenerationPlan plan, final int samples, final Output first, final Output... others) {
		return JobSize.of(new GenerationJob("", samples, 1, false, new Outputs(EnumSet.of(first, others), Double.NaN), ConsistencyChoice.NO, "cpu"),
			plan);
	}

	@Test
	void hugeDimensionsAreRefusedInASentence() {
		final ImagePlus image = TestImages.stack("a", 8, 16, 12, 1, 1, 40_000);
		final GenerationJob job = new GenerationJob("", 100_000, 1, true, false, false, "cpu");
		final String message = assertThrows(InvalidInputException.class, () -> job.prepare(MODEL, Provenance.IN_MEMORY, image,
			JobMonitor.silent())).getMessage();
		assertTrue(message.contains("4000000000 planes"), message);
	}

	@Test
	void planesWithoutAnArrayAreRefusedInASentence() {
		final ImagePlus image = TestImages.stack("a", 8, 16, 12, 1, 1, 1);
		final String code = assertThrows(InvalidInputException.class, () -> GenerationPlan.of(MODEL, image, new Region(0, 0,
			25_000, 25_000))).getMessage();
		assertEquals("A sample of a, 25000 x 25000 pixels, takes arrays of 3125000000 numbers, but they can have at most " +
			"2147483639; select a smaller part of the image.", code);
		assertEquals(20_000, GenerationPlan.of(MODEL, image, new Region(0, 0, 20_000, 20_000)).region().width());
		final ImagePlus channels = TestImages.stack("b", 8, 16, 12, 6, 1, 1);
		final String sample = assertThrows(InvalidInputException.class, () -> GenerationPlan.of(MODEL, channels, new Region(0,
			0, 20_000, 20_000))).getMessage();
		assertTrue(sample.contains("2400000000 numbers"), sample);
	}

	/** The samples differ in brightness alone, which consistency takes away. */
	@Test
	void consistentSamplesHaveTheBrightnessOfTheImage() {
		final SavedModel model = Models.random(Task.SUPER_RESOLUTION, 1, 1, 1, 0, 100);
		final ImagePlus image = TestImages.stack("a", 8, 20, 16, 1, 1, 1);
		final GenerationJob job = new GenerationJob("", 4, 1, false, Outputs.of(false, true), ConsistencyChoice.YES, "cpu");
		final GenerationJob.Result result = job.prepare(model, Provenance.IN_MEMORY, image, JobMonitor.silent()).draw(
			FakeSampler.of(model, job));
		assertEquals(0, result.facts().meanDeviation(), 1e-3);
		assertEquals(0, result.standardDeviation().getProcessor().getf(9, 9), 1e-3);
		assertTrue(result.facts().consistency() > 40, "dB " + result.facts().consistency());
		final String message = assertThrows(InvalidInputException.class, () -> job.prepare(MODEL, Provenance.IN_MEMORY, image,
			JobMonitor.silent())).getMessage();
		assertTrue(message.contains("this generic model does not know"), message);
	}

	@Test
	void theMontageShowsTheCurrentSliceARowPerChannel() {
		final ImagePlus image = TestImages.stack("a", 8, 160, 150, 2, 2, 1);
		image.setPosition(1, 2, 1);
		final ImagePlus picture = run(3, Double.NaN, image, Output.MONTAGE).images().get(Output.MONTAGE);
		assertEquals(6 + 6 * (160 + 6), picture.getWidth(), "input, three samples, mean, standard deviation");
		assertEquals(22 + 6 + 2 * (160 + 6), picture.getHeight());
		assertEquals(24, picture.getBitDepth());
	}

	@Test
	void theMontageOfColoursHasOneRow() {
		final SavedModel model = Models.random(Task.GENERIC, 3, 3, 1, -25.5, 280.5);
		final GenerationJob job = new GenerationJob("", 2, 1, false, new Outputs(EnumSet.of(Output.MONTAGE), Double.NaN),
			ConsistencyChoice.NO, "cpu");
		final ImagePlus picture = job.prepare(model, Provenance.IN_MEMORY, TestImages.stack("a", 24, 160, 150, 1, 1, 1),
			JobMonitor.silent()).draw(FakeSampler.of(model, job)).images().get(Output.MONTAGE);
		assertEquals(22 + 6 + 160 + 6, picture.getHeight());
	}
}
