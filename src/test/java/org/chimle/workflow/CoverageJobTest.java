package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import org.chimle.engine.config.InversionConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;

class CoverageJobTest {

	private static final CoverageJob JOB = new CoverageJob("", new InversionConfig(2, 3, 0.1, 1), "cpu");

	private static CoverageJob.Result run(final ImagePlus image, final ImagePlus observed) {
		return JOB.run(Models.random(Task.SUPER_RESOLUTION, 1, 1, 1, 0, 255), image, observed, JobMonitor.silent());
	}

	@Test
	void everyPlaneAndChannelIsMeasured() {
		final ImagePlus image = TestImages.stack("a.tif", 8, 8, 6, 2, 1, 2);
		final ImagePlus observed = TestImages.stack("y", 8, 16, 12, 2, 1, 2);
		final CoverageJob.Result result = run(image, observed);
		assertEquals(4, result.summary().size());
		assertEquals(8, result.restarts().size());
		assertEquals("a.tif c=2 t=2", result.summary().getLabel(3));
		assertEquals("Label\tImage\tRestarts\tMean distance\tSD distance\tBest distance\tBest PSNR (dB)", result.summary()
			.getColumnHeadings());
		final double mean = (result.restarts().getValue("Distance", 0) + result.restarts().getValue("Distance", 1)) / 2;
		assertEquals(mean, result.summary().getValue("Mean distance", 0), 1e-9);
		assertTrue(result.restarts().getValue("Distance", 0) < result.restarts().getValue("Start distance", 0));
		assertEquals(16, result.nearest().getWidth());
		assertEquals(2, result.nearest().getNChannels());
		assertEquals(2, result.nearest().getNFrames());
		assertEquals("a-nearest", result.nearest().getTitle());
	}

	@Test
	void anObservedImageThatDoesNotFitIsRefused() {
		final ImagePlus image = TestImages.stack("a", 8, 8, 8, 1, 1, 1);
		final String message = assertThrows(InvalidInputException.class, () -> run(image, TestImages.stack("y", 8, 8, 8, 1, 1,
			1))).getMessage();
		assertTrue(message.contains("has 8 x 8 pixels, but the model makes 16 x 16 pixels of a;"), message);
		assertThrows(InvalidInputException.class, () -> run(image, null));
		final ImagePlus nan = TestImages.stack("y", 32, 16, 16, 1, 1, 1);
		nan.getProcessor().setf(3, Float.NaN);
		assertTrue(assertThrows(InvalidInputException.class, () -> run(image, nan)).getMessage().contains("NaN"));
		assertThrows(InvalidInputException.class, () -> new CoverageJob("", new InversionConfig(1, 1, 0.1, 1), "cpu").run(
			image, image, JobMonitor.silent()));
	}
}
