package org.chimle.engine.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.SeededRandom;
import org.chimle.engine.job.JobMonitor;
import org.chimle.testing.Npz;
import org.junit.jupiter.api.Test;

/**
 * The point of Figure 5 of the CHIMLE paper: diversity alone rewards samples that have nothing to do with the observed
 * image, faithfulness-weighted variance does not.
 */
class FaithfulnessTest {

	private static final FloatImage OBSERVED = Npz.reference("figures.npz").image("reference").crop(0, 0, 96, 96);

	@Test
	void diverseButPoorSamplesWinOnDiversityAndLoseOnWeightedVariance() {
		final MeasuredImage faithful = measure(faithful());
		final MeasuredImage poor = measure(poor());
		final double diversity = faithful.summary().get(Figure.DIVERSITY);
		assertTrue(poor.summary().get(Figure.DIVERSITY) > 2 * diversity, diversity + " and " + poor.summary().get(
			Figure.DIVERSITY));
		final double weighted = faithful.summary().get(Figure.WEIGHTED_VARIANCE);
		assertTrue(weighted > 10 * poor.summary().get(Figure.WEIGHTED_VARIANCE), weighted + " and " + poor.summary().get(
			Figure.WEIGHTED_VARIANCE));
		assertTrue(faithful.mean(Figure.DISTANCE) < poor.best(Figure.DISTANCE));
	}

	/** The order holds for strict bandwidths; very wide ones weigh all samples alike and only see the diversity. */
	@Test
	void theSweepOverSigmaShowsWhereTheOrderTurns() {
		final Curve faithful = measure(faithful()).weightedVariance();
		final Curve poor = measure(poor()).weightedVariance();
		assertEquals(41, faithful.x().length);
		assertEquals(0.02, faithful.x()[0], 1e-12);
		assertEquals(0.2, faithful.x()[20], 1e-12);
		assertEquals(2, faithful.x()[40], 1e-12);
		for (int i = 0; i <= 20; i++) assertTrue(faithful.y()[i] >= poor.y()[i], "sigma " + faithful.x()[i]);
		assertTrue(faithful.y()[20] > 10 * poor.y()[20]);
		assertTrue(poor.y()[40] > faithful.y()[40]);
		for (int i = 1; i < 41; i++) assertTrue(faithful.y()[i] >= faithful.y()[i - 1]);
	}

	private static MeasuredImage measure(final List<FloatImage> samples) {
		try (ImageMeter meter = new ImageMeter(new MeasuredImage.Settings(DistanceKind.LEARNED, 0.2, "cpu"))) {
			return meter.measure(new MeasuredImage.Subject(samples, OBSERVED, null, new IntensityRange(0, 255), 1, 1), JobMonitor
				.silent());
		}
	}

	/** @return the observed image with different, slight noise */
	private static List<FloatImage> faithful() {
		final SplittableRandom random = SeededRandom.of(1);
		final List<FloatImage> samples = new ArrayList<>();
		for (int s = 0; s < 6; s++) {
			final FloatImage sample = OBSERVED.crop(0, 0, 96, 96);
			for (int i = 0; i < sample.data().length; i++) sample.data()[i] += (float) (4 * random.nextGaussian());
			samples.add(sample);
		}
		return samples;
	}

	/** @return stripes of different direction and brightness */
	private static List<FloatImage> poor() {
		final List<FloatImage> samples = new ArrayList<>();
		for (int s = 0; s < 6; s++) {
			final FloatImage sample = new FloatImage(1, 96, 96);
			final double angle = Math.PI * s / 6;
			for (int i = 0; i < sample.data().length; i++) {
				final double along = i % 96 * Math.cos(angle) + i / 96 * Math.sin(angle);
				sample.data()[i] = (float) (120 + 20 * s * Math.sin(along / (1 + s)));
			}
			samples.add(sample);
		}
		return samples;
	}
}
