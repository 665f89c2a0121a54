package org.chimle.engine.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.testing.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Figures of a crop of fluorescent nuclei (2018 Data Science Bowl, CC0) against scikit-image 0.26, pytorch-msssim,
 * torchmetrics and NumPy / SciPy. The sample is the reference blurred and with noise, the input its blurred reduction by 4.
 */
class RealImageParityTest {

	private static final Npz IMAGES = Npz.reference("figures.npz");
	private static final FloatImage REFERENCE = IMAGES.image("reference");
	private static final FloatImage SAMPLE = IMAGES.image("sample");
	private static JsonObject expected;

	@BeforeAll
	static void readNumbers() throws IOException {
		expected = ImageMetricsTest.json("figures.json");
	}

	@Test
	void fidelityAgreesWithScikitImageWithin1e6() {
		final ImageMetrics metrics = ImageMetrics.of(SAMPLE, REFERENCE, 255);
		assertRelative("psnr", metrics.psnr(), 1e-6);
		assertRelative("ssim", metrics.ssim(), 1e-6);
		assertRelative("nrmse_min_max", metrics.normalisedError(), 1e-6);
	}

	/** torchmetrics takes the last scale's mean over mirrored borders too, hence the wider tolerance. */
	@Test
	void multiScaleSsimAgreesWithPytorchMsssimAndTorchmetrics() {
		final double value = ImageMetrics.of(SAMPLE, REFERENCE, 255).multiScaleSsim();
		assertRelative("ms_ssim_pytorch_msssim", value, 1e-6);
		assertRelative("ms_ssim_torchmetrics", value, 1e-4);
	}

	/**
	 * A colour photograph (astronaut, NASA, public domain) against its JPEG of quality 20, and microtubules of high against
	 * low exposure (16-bit, MIT licence), against scikit-image 0.26, pytorch-msssim 1.0 and torchmetrics 1.9. The last one
	 * mirrors the borders of the smallest scale, which counts where images are as different as the second pair;
	 * pytorch-msssim has a window of single precision.
	 */
	@ParameterizedTest
	@CsvSource({ "astronaut, 1e-5", "microtubules, 3e-2" })
	void colourAndSixteenBitAgreeWithThePublishedPrograms(final String name, final double borders) throws IOException {
		final Npz images = Npz.reference("real_images.npz");
		final JsonObject known = ImageMetricsTest.json("real_images.json").getAsJsonObject(name);
		final ImageMetrics found = ImageMetrics.of(images.image(name + "_sample"), images.image(name + "_reference"), known.get(
			"range").getAsDouble());
		assertRelative(known, "psnr", found.psnr(), 1e-6);
		assertRelative(known, "ssim", found.ssim(), 1e-6);
		assertRelative(known, "nrmse", found.normalisedError(), 1e-6);
		assertRelative(known, "ms_ssim_pytorch_msssim", found.multiScaleSsim(), 2e-6);
		assertRelative(known, "ms_ssim_torchmetrics", found.multiScaleSsim(), borders);
	}

	@Test
	void smallImagesHaveFewerScales() {
		final double value = ImageMetrics.of(SAMPLE.crop(0, 3, 61, 47), REFERENCE.crop(0, 3, 61, 47), 255).multiScaleSsim();
		assertRelative("ms_ssim_three_scales_47x61", value, 1e-6);
		final ImageMetrics one = ImageMetrics.of(SAMPLE.crop(0, 0, 21, 60), REFERENCE.crop(0, 0, 21, 60), 255);
		assertEquals(one.ssim(), one.multiScaleSsim());
	}

	@Test
	void resolutionScalingAgreesWithScipy() {
		final JsonObject fit = expected.getAsJsonObject("squirrel");
		final ResolutionScaling scaling = ResolutionScaling.of(SAMPLE, IMAGES.image("input"), () -> {});
		assertEquals(fit.get("sigma").getAsDouble(), scaling.sigma(), 2e-3);
		assertEquals(fit.get("alpha").getAsDouble(), scaling.alpha(), 1e-3);
		assertEquals(fit.get("beta").getAsDouble(), scaling.beta(), 0.02);
		assertEquals(fit.get("rse").getAsDouble(), scaling.error(), 1e-4);
		assertEquals(fit.get("rsp").getAsDouble(), scaling.correlation(), 1e-6);
	}

	@Test
	void ringCorrelationAgreesWithNumpyWithin1e6() {
		final List<FloatImage> samples = List.of(IMAGES.image("frc0"), IMAGES.image("frc1"), IMAGES.image("frc2"));
		final RingCorrelation rings = RingCorrelation.of(samples, 1, 1, () -> {});
		final double[] curve = new double[rings.correlations().length];
		for (int i = 0; i < curve.length; i++) curve[i] = expected.getAsJsonArray("frc_curve").get(i).getAsDouble();
		assertArrayEquals(curve, rings.correlations(), 1e-6);
		assertRelative("frc_resolution", rings.resolution(), 1e-6);
		assertRelative("frc_resolution_0.1x0.2", RingCorrelation.of(samples, 0.1, 0.2, () -> {}).resolution(), 1e-6);
	}

	private static void assertRelative(final String name, final double value, final double tolerance) {
		assertRelative(expected, name, value, tolerance);
	}

	private static void assertRelative(final JsonObject known, final String name, final double value,
		final double tolerance)
	{
		final double wanted = known.get(name).getAsDouble();
		assertEquals(wanted, value, tolerance * Math.abs(wanted), name);
	}
}
