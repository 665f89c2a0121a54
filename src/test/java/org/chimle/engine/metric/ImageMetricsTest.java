package org.chimle.engine.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.chimle.testing.Npz;
import org.junit.jupiter.api.Test;

class ImageMetricsTest {

	private static final Npz REFERENCE = Npz.reference("image_metrics.npz");
	private static final FloatImage X = REFERENCE.image("x");
	private static final FloatImage Y = REFERENCE.image("y");

	@Test
	void psnrAndSsimAgreeWithScikitImageWithin1e6() throws IOException {
		final JsonObject expected = json("image_metrics.json");
		final ImageMetrics metrics = ImageMetrics.of(X, Y);
		assertEquals(expected.get("psnr_range1").getAsDouble(), metrics.psnr(), 1e-6);
		assertEquals(expected.get("ssim_gaussian_sigma1.5_range1").getAsDouble(), metrics.ssim(), 1e-6);
		assertEquals(Math.pow(10, -metrics.psnr() / 10), metrics.meanSquaredError(), 1e-12);
	}

	@Test
	void theDataRangeScalesWithTheImages() {
		final ImageMetrics unit = ImageMetrics.of(X, Y);
		final ImageMetrics bytes = ImageMetrics.of(times(X, 255), times(Y, 255), 255);
		assertEquals(unit.psnr(), bytes.psnr(), 1e-4);
		assertEquals(unit.ssim(), bytes.ssim(), 1e-6);
	}

	@Test
	void channelsAreAveraged() {
		final FloatImage mixed = stack(X, Y);
		final ImageMetrics metrics = ImageMetrics.of(mixed, stack(Y, Y));
		assertEquals((ImageMetrics.of(X, Y).ssim() + 1) / 2, metrics.ssim(), 1e-12);
		assertEquals(ImageMetrics.of(X, Y).meanSquaredError() / 2, metrics.meanSquaredError(), 1e-12);
	}

	@Test
	void equalImagesAreInfinitelyClose() {
		final ImageMetrics metrics = ImageMetrics.of(X, X);
		assertEquals(Double.POSITIVE_INFINITY, metrics.psnr());
		assertEquals(1, metrics.ssim(), 1e-12);
	}

	@Test
	void ssimIsUndefinedWhereItsWindowDoesNotFit() {
		final FloatImage small = X.crop(0, 0, 10, 40);
		assertTrue(Double.isNaN(ImageMetrics.of(small, Y.crop(0, 0, 10, 40)).ssim()));
		assertEquals(1, ImageMetrics.of(X.crop(0, 0, 11, 11), X.crop(0, 0, 11, 11)).ssim(), 1e-12);
	}

	@Test
	void imagesThatCannotBeComparedAreRefused() {
		final String sizes = assertThrows(IllegalArgumentException.class, () -> ImageMetrics.of(X, X.crop(0, 0, 9, 9)))
			.getMessage();
		assertTrue(sizes.contains("56 x 48") && sizes.contains("9 x 9"), sizes);
		final FloatImage broken = times(X, 1);
		broken.set(0, 3, 5, Float.NaN);
		final String nan = assertThrows(IllegalArgumentException.class, () -> ImageMetrics.of(X, broken)).getMessage();
		assertTrue(nan.contains("reference") && nan.contains("NaN") && nan.contains("x = 5, y = 3"), nan);
		assertThrows(IllegalArgumentException.class, () -> ImageMetrics.of(X, Y, 0));
	}

	@Test
	void aSampleIsConsistentWithItsOwnReduction() {
		final FloatImage low = Resample.bicubic(X, 12, 14);
		assertEquals(Double.POSITIVE_INFINITY, Consistency.of(X, low, 1).psnr());
		final FloatImage shifted = times(low, 1);
		for (int i = 0; i < shifted.data().length; i++) shifted.data()[i] += 0.1f;
		assertEquals(20, Consistency.of(X, shifted, 1).psnr(), 1e-4);
		assertEquals(ImageMetrics.of(X, Y).psnr(), Consistency.of(X, Y, 1).psnr(), 1e-12);
	}

	@Test
	void consistencyNeedsAWholeScale() {
		assertThrows(IllegalArgumentException.class, () -> Consistency.of(X, new FloatImage(1, 24, 14), 1));
		assertThrows(IllegalArgumentException.class, () -> Consistency.of(X, new FloatImage(2, 24, 28), 1));
		assertThrows(IllegalArgumentException.class, () -> Consistency.of(X, new FloatImage(1, 96, 112), 1));
	}

	@Test
	void theBestOfNIsTheFirstExtreme() {
		final double[] figures = { 3, 1, 4, 1, 4 };
		assertEquals(new BestOfN(1, 1), BestOfN.lowest(figures));
		assertEquals(new BestOfN(2, 4), BestOfN.highest(figures));
		assertThrows(IllegalArgumentException.class, () -> BestOfN.lowest(new double[0]));
		assertThrows(IllegalArgumentException.class, () -> BestOfN.highest(new double[] { 1, Double.NaN }));
	}

	static JsonObject json(final String name) throws IOException {
		try (Reader reader = new InputStreamReader(ImageMetricsTest.class.getResourceAsStream("/reference/" + name),
			StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonObject();
		}
	}

	private static FloatImage times(final FloatImage image, final float factor) {
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int i = 0; i < result.data().length; i++) result.data()[i] = image.data()[i] * factor;
		return result;
	}

	private static FloatImage stack(final FloatImage a, final FloatImage b) {
		final FloatImage result = new FloatImage(2, a.height(), a.width());
		System.arraycopy(a.data(), 0, result.data(), 0, a.plane());
		System.arraycopy(b.data(), 0, result.data(), a.plane(), a.plane());
		return result;
	}
}
