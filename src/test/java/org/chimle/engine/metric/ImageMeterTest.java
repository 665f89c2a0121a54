package org.chimle.engine.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.junit.jupiter.api.Test;

class ImageMeterTest {

	private static MeasuredImage.Subject subject(final long seed) {
		final FloatImage reference = TinyModels.noise(1, 32, seed);
		return new MeasuredImage.Subject(List.of(TinyModels.noise(1, 32, seed + 1), TinyModels.noise(1, 32, seed + 2)),
			reference, null, new IntensityRange(0, 1), 1, 1);
	}

	private static ImageMeter meter(final String device) {
		return new ImageMeter(new MeasuredImage.Settings(DistanceKind.LEARNED, 0.2, device));
	}

	@Test
	void everyImageIsMeasuredAsIfItWereTheOnlyOne() {
		final List<Double> first;
		final List<Double> second;
		try (ImageMeter meter = meter("cpu")) {
			first = figures(meter, 1);
			second = figures(meter, 11);
			assertEquals(first, figures(meter, 1));
		}
		assertNotEquals(first, second);
		try (ImageMeter meter = meter("cpu")) {
			assertEquals(second, figures(meter, 11));
		}
	}

	private static List<Double> figures(final ImageMeter meter, final long seed) {
		final MeasuredImage measured = meter.measure(subject(seed), JobMonitor.silent());
		return List.of(measured.samples().get(0).get(Figure.DISTANCE), measured.samples().get(1).get(Figure.DISTANCE), measured
			.summary().get(Figure.DIVERSITY), measured.summary().get(Figure.WEIGHTED_VARIANCE));
	}

	@Test
	void aMeterWithoutADeviceCanStillBeClosed() {
		try (ImageMeter meter = meter("gpu 99")) {
			assertThrows(InvalidInputException.class, () -> meter.measure(subject(1), JobMonitor.silent()));
			assertThrows(InvalidInputException.class, () -> meter.measure(subject(1), JobMonitor.silent()));
		}
	}
}
