package org.chimle.engine.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;

import org.chimle.engine.job.JobControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published programs on real images: pytorch-fid 0.3, clean-fid 0.1.35, torchmetrics 1.9, prdc 0.2 and the PRD
 * authors' own program, all given the same features. Those are the first pooling of pytorch-fid's InceptionV3 (64 numbers)
 * with the made-up weights of {@link org.chimle.engine.feature.FormulaWeights}, of
 * <ul>
 * <li>aerial: tiles of three kinds of land use as samples, tiles of all seven kinds, in random order, as references
 * (RSSCN7);</li>
 * <li>nuclei: bicubic enlargements as samples, the true images as references (2018 Data Science Bowl).</li>
 * </ul>
 */
class PublishedProgramsTest {

	private static final JobControl GO = new JobControl();
	private static final JsonObject KNOWN = FeatureSets.json("real_features.json");

	private static FeatureSet samples(final String name) {
		return FeatureSets.reference("real_features.npz", name.equals("aerial") ? "aerial_three_classes" : "nuclei_bicubic");
	}

	private static FeatureSet references(final String name) {
		return FeatureSets.reference("real_features.npz", name + "_references");
	}

	@ParameterizedTest
	@ValueSource(strings = { "aerial", "nuclei" })
	void frechetDistance(final String name) {
		final FrechetDistance found = FrechetDistance.of(samples(name), references(name), GO);
		for (final String program : new String[] { "pytorch_fid", "clean_fid", "torchmetrics" }) {
			assertRelative(known(name, "fid_" + program), found.value(), 1e-6);
		}
	}

	/** clean-fid and torchmetrics take equally many images of both sides: all of the smaller one, the first of the other. */
	@ParameterizedTest
	@ValueSource(strings = { "aerial", "nuclei" })
	void kernelDistance(final String name) {
		final int n = (int) known(name, "kid_equal_number");
		final KernelDistance found = KernelDistance.of(FeatureSets.first(samples(name), n), FeatureSets.first(references(name),
			n), KernelDistance.Settings.usual(1), GO);
		assertRelative(known(name, "kid_clean_fid"), found.value(), 1e-6);
		assertRelative(known(name, "kid_torchmetrics"), found.value(), 1e-6);
	}

	@ParameterizedTest
	@ValueSource(strings = { "aerial", "nuclei" })
	void neighbours(final String name) {
		for (final int k : new int[] { 3, 5 }) {
			final JsonObject known = KNOWN.getAsJsonObject(name).getAsJsonObject("prdc_k" + k);
			final ManifoldFigures found = ManifoldFigures.of(samples(name), references(name), k, GO);
			assertEquals(known.get("precision").getAsDouble(), found.precision(), 1e-12);
			assertEquals(known.get("recall").getAsDouble(), found.recall(), 1e-12);
			assertEquals(known.get("density").getAsDouble(), found.density(), 1e-12);
			assertEquals(known.get("coverage").getAsDouble(), found.coverage(), 1e-12);
		}
	}

	/** Both sides draw clusters at random: the tolerance is three standard deviations of the authors' repeated runs. */
	@ParameterizedTest
	@ValueSource(strings = { "aerial", "nuclei" })
	void curveOfFeatures(final String name) {
		final JsonObject known = KNOWN.getAsJsonObject(name).getAsJsonObject("prd_authors_full_kmeans");
		final int n = (int) known(name, "prd_equal_number");
		final PrecisionRecallCurve found = PrecisionRecallCurve.of(FeatureSets.first(samples(name), n), FeatureSets.first(
			references(name), n), PrecisionRecallCurve.Settings.usual(1), GO);
		assertEquals(known.get("F8").getAsDouble(), found.f8(), 3 * known.get("F8_sd").getAsDouble());
		assertEquals(known.get("F1_8").getAsDouble(), found.f8th(), 3 * known.get("F1_8_sd").getAsDouble());
	}

	/** The authors' program takes the evaluated distribution first, then the reference: so does this one. */
	@Test
	void curveOfHistograms() {
		final JsonObject known = KNOWN.getAsJsonObject("prd_histograms");
		final JsonObject histograms = FeatureSets.json("distribution_parity.json");
		final PrecisionRecallCurve found = PrecisionRecallCurve.ofHistograms(FeatureSets.numbers(histograms.getAsJsonArray(
			"prd_eval_hist")), FeatureSets.numbers(histograms.getAsJsonArray("prd_ref_hist")));
		assertRelative(known.get("F8").getAsDouble(), found.f8(), 1e-9);
		assertRelative(known.get("F1_8").getAsDouble(), found.f8th(), 1e-9);
		assertArrayEquals(FeatureSets.numbers(known.getAsJsonArray("precision_every_100")), everyHundredth(found.precision()),
			1e-9);
		assertArrayEquals(FeatureSets.numbers(known.getAsJsonArray("recall_every_100")), everyHundredth(found.recall()), 1e-9);
	}

	/** Samples of one of two kinds of references: by the authors' program too, F8 sees what is missing and F1/8 does not. */
	@Test
	void theFirstFigureIsRecall() {
		final JsonObject known = KNOWN.getAsJsonObject("one_of_two_modes");
		final PrecisionRecallCurve found = PrecisionRecallCurve.ofHistograms(new double[] { 1, 0 }, new double[] { 0.5, 0.5 });
		assertRelative(known.get("F8").getAsDouble(), found.f8(), 1e-9);
		assertRelative(known.get("F1_8").getAsDouble(), found.f8th(), 1e-9);
		assertTrue(found.f8() < 0.6 && found.f8th() > 0.9, found.f8() + " and " + found.f8th());
	}

	private static double[] everyHundredth(final double[] values) {
		final double[] some = new double[values.length / 100 + 1];
		for (int i = 0; i < some.length; i++) some[i] = values[100 * i];
		return some;
	}

	private static double known(final String name, final String figure) {
		return KNOWN.getAsJsonObject(name).get(figure).getAsDouble();
	}

	private static void assertRelative(final double expected, final double actual, final double tolerance) {
		assertEquals(expected, actual, tolerance * Math.abs(expected));
	}
}
