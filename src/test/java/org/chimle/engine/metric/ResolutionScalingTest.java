package org.chimle.engine.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.testing.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolutionScalingTest {

	private static final FloatImage SAMPLE = Npz.reference("figures.npz").image("reference");

	private static FloatImage seen(final FloatImage sample, final int scale, final double sigma, final double alpha,
		final double beta)
	{
		final FloatImage input = new BlurredReduction(scale, sigma * scale).apply(sample);
		for (int i = 0; i < input.data().length; i++) input.data()[i] = (float) (alpha * input.data()[i] + beta);
		return input;
	}

	@ParameterizedTest
	@CsvSource({ "1, 2, 3, 10", "4, 0.8, 0.01, -5", "2, 3.1, 100, 0", "1, 0, 1, 0", "4, 0, 2, 7" })
	void findsBlurAndRescaling(final int scale, final double sigma, final double alpha, final double beta) {
		final ResolutionScaling scaling = ResolutionScaling.of(SAMPLE, seen(SAMPLE, scale, sigma, alpha, beta), () -> {});
		assertEquals(1, scaling.correlation(), 1e-6);
		// Below a third of a pixel, a Gaussian sampled at whole pixels blurs nothing.
		assertEquals(sigma, scaling.sigma(), sigma == 0 ? 0.35 : 0.005);
		assertEquals(alpha, scaling.alpha(), 2e-3 * alpha);
		assertEquals(0, scaling.error(), 0.2 * alpha);
	}

	@Test
	void theErrorMapShowsWhatTheSampleInvents() {
		final FloatImage input = seen(SAMPLE, 4, 1, 1, 0);
		final FloatImage invented = SAMPLE.crop(0, 0, SAMPLE.height(), SAMPLE.width());
		for (int y = 80; y < 92; y++) for (int x = 40; x < 52; x++) invented.set(0, y, x, 255);
		final ResolutionScaling scaling = ResolutionScaling.of(invented, input, () -> {});
		int largest = 0;
		for (int i = 0; i < scaling.errorMap().data().length; i++) {
			if (scaling.errorMap().data()[i] > scaling.errorMap().data()[largest]) largest = i;
		}
		assertEquals(21, largest / 48, 1);
		assertEquals(11, largest % 48, 1);
		assertTrue(scaling.correlation() < 0.999);
	}

	@Test
	void aNegativeIsNotExplainedByANegativeFactor() {
		final FloatImage negative = seen(SAMPLE, 1, 0, -1, 255);
		final ResolutionScaling scaling = ResolutionScaling.of(negative, seen(SAMPLE, 4, 1, 1, 0), () -> {});
		assertTrue(scaling.correlation() < -0.3, "RSP " + scaling.correlation());
		assertEquals(0, scaling.alpha());
	}

	@Test
	void constantImagesHaveNoCorrelation() {
		final ResolutionScaling scaling = ResolutionScaling.of(SAMPLE, new FloatImage(1, 44, 48), () -> {});
		assertTrue(Double.isNaN(scaling.correlation()) && Double.isNaN(scaling.error()));
	}

	@Test
	void stopsBetweenSteps() {
		final JobControl control = new JobControl();
		control.cancel();
		assertThrows(JobCancelledException.class, () -> ResolutionScaling.of(SAMPLE, seen(SAMPLE, 4, 1, 1, 0), control::check));
	}
}
