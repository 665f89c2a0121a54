package org.chimle.engine.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.List;

import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobMonitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parity with numbers of NumPy, SciPy, prdc and the PRD authors' method, and answers that are known. */
class DistributionFiguresTest {

	private static final JobControl GO = new JobControl();
	private static final FeatureSet A = FeatureSets.reference("features_a");
	private static final FeatureSet B = FeatureSets.reference("features_b");
	private static final JsonObject KNOWN = FeatureSets.json("distribution_metrics.json");
	private static final JsonObject PARITY = FeatureSets.json("distribution_parity.json");

	@Test
	void frechetDistanceAgreesWithTheReference() {
		final FrechetDistance fid = FrechetDistance.of(A, B, GO);
		assertRelative(KNOWN.get("fid").getAsDouble(), fid.value());
		assertFalse(fid.rankDeficient());
		assertEquals(0, FrechetDistance.of(A, A, GO).value(), 1e-9);
	}

	@Test
	void frechetDistanceOfSingularCovariancesIsDefinedAndFlagged() {
		final FrechetDistance fid = FrechetDistance.of(FeatureSets.first(A, 30), FeatureSets.first(B, 25), GO);
		assertRelative(KNOWN.get("fid_rank_deficient_first30_first25").getAsDouble(), fid.value());
		assertTrue(fid.rankDeficient());
		final FrechetDistance mixed = FrechetDistance.of(A, FeatureSets.first(B, 25), GO);
		assertTrue(mixed.rankDeficient() && mixed.value() > 0);
		assertTrue(Double.isNaN(FrechetDistance.of(FeatureSets.first(A, 1), B, GO).value()));
	}

	/** One feature: (m1 - m2)^2 + (s1 - s2)^2. The same feature twice doubles it, though the covariance is singular. */
	@Test
	void frechetDistanceOfOneFeatureIsKnown() {
		final double[] x = { 1, 2, 3, 4 };
		final double[] y = { 10, 14, 18, 22 };
		final double s = Math.sqrt(5.0 / 3);
		final double known = 13.5 * 13.5 + 9 * s * s;
		assertEquals(known, FrechetDistance.of(new FeatureSet(1, x), new FeatureSet(1, y), GO).value(), 1e-9);
		final FrechetDistance twice = FrechetDistance.of(twice(x), twice(y), GO);
		assertEquals(2 * known, twice.value(), 1e-9);
		assertTrue(twice.rankDeficient(), "dependent features");
		final FeatureSet constant = new FeatureSet(1, new double[] { 5, 5, 5 });
		assertEquals(2.5 * 2.5 + 5.0 / 3, FrechetDistance.of(new FeatureSet(1, x), constant, GO).value(), 1e-9);
	}

	private static FeatureSet twice(final double[] x) {
		final double[] values = new double[2 * x.length];
		for (int i = 0; i < values.length; i++) values[i] = x[i / 2];
		return new FeatureSet(2, values);
	}

	/** The way of many features, by eigenvalues, against the closed form for distributions that differ by a factor. */
	@Test
	void frechetDistanceOfManyFeatures() {
		final int d = 620;
		final FeatureSet x = FeatureSets.normal(700, d, 0, 1, 1);
		final double[] values = x.values().clone();
		for (int i = 0; i < values.length; i++) values[i] *= 3;
		double trace = 0;
		for (int k = 0; k < d; k++) {
			double mean = 0;
			for (int i = 0; i < 700; i++) mean += x.values()[i * d + k] / 700;
			for (int i = 0; i < 700; i++) trace += Math.pow(x.values()[i * d + k] - mean, 2) / 699;
			trace += mean * mean;
		}
		assertRelative(4 * trace, FrechetDistance.of(x, new FeatureSet(d, values), GO).value());
	}

	@Test
	void kernelDistanceAgreesWithTheReference() {
		final KernelDistance kid = KernelDistance.of(A, B, KernelDistance.Settings.usual(1), GO);
		assertRelative(KNOWN.get("kid_unbiased_poly3").getAsDouble(), kid.value());
		assertTrue(kid.standardDeviation() > 0);
	}

	@Test
	void kernelDistanceOverSubsetsIsUnbiasedAndSeeded() {
		final KernelDistance.Settings settings = new KernelDistance.Settings(100, 100, 3);
		final KernelDistance kid = KernelDistance.of(A, B, settings, GO);
		final double all = KNOWN.get("kid_unbiased_poly3").getAsDouble();
		assertEquals(all, kid.value(), 4 * kid.standardDeviation() / 10);
		assertEquals(kid, KernelDistance.of(A, B, settings, GO));
		assertFalse(kid.equals(KernelDistance.of(A, B, new KernelDistance.Settings(100, 100, 4), GO)));
		assertTrue(Double.isNaN(KernelDistance.of(FeatureSets.first(A, 1), B, settings, GO).value()));
		assertTrue(Double.isNaN(KernelDistance.of(FeatureSets.first(A, 3), B, KernelDistance.Settings.usual(1), GO)
			.standardDeviation()));
	}

	/** The reference numbers judge the histogram that they call {@code ref} by the one they call {@code eval}: their F8
	 * is what the authors' program calls F1/8, see {@link PublishedProgramsTest}. */
	@Test
	void theCurveOfHistogramsAgreesWithTheReference() {
		final JsonObject known = KNOWN.getAsJsonObject("prd");
		final PrecisionRecallCurve curve = PrecisionRecallCurve.ofHistograms(FeatureSets.numbers(PARITY.getAsJsonArray(
			"prd_ref_hist")), FeatureSets.numbers(PARITY.getAsJsonArray("prd_eval_hist")));
		assertEquals(1001, curve.precision().length);
		assertRelative(known.get("F8").getAsDouble(), curve.f8());
		assertRelative(known.get("F1_8").getAsDouble(), curve.f8th());
	}

	/** The authors cluster by mini batches, whose figures vary by 0.03 between seeds. */
	@Test
	void theCurveOfFeaturesAgreesWithTheAuthorsMethod() {
		final PrecisionRecallCurve.Settings usual = PrecisionRecallCurve.Settings.usual(1);
		final PrecisionRecallCurve curve = PrecisionRecallCurve.of(FeatureSets.first(A, 260), B, usual, GO);
		assertEquals(0.73, curve.f8(), 0.05);
		assertEquals(0.70, curve.f8th(), 0.05);
		final PrecisionRecallCurve near = PrecisionRecallCurve.of(FeatureSets.four(B, 1.2, 0.3), FeatureSets.four(B, 1, 0),
			usual, GO);
		assertEquals(0.989, near.f8(), 0.01);
		assertEquals(0.982, near.f8th(), 0.01);
		assertArrayEquals(curve.recall(), PrecisionRecallCurve.of(FeatureSets.first(A, 260), B, usual, GO).recall());
	}

	/** Two heaps of which the samples have only one: precision 1, recall 1/2 at best. */
	@Test
	void theCurveTellsMissingModesFromFaults() {
		final FeatureSet one = FeatureSets.normal(200, 3, 0, 1, 1);
		final FeatureSet both = FeatureSets.normal(100, 3, 0, 1, 2).and(FeatureSets.normal(100, 3, 50, 1, 3));
		final PrecisionRecallCurve.Settings two = new PrecisionRecallCurve.Settings(2, 2, 1);
		final PrecisionRecallCurve missing = PrecisionRecallCurve.of(one, both, two, GO);
		assertEquals(1, missing.precision()[1000], 1e-9);
		assertEquals(0.5, missing.recall()[0], 1e-9);
		assertTrue(missing.f8() < 0.6 && missing.f8th() > 0.95, missing.f8() + " " + missing.f8th());
		final PrecisionRecallCurve faulty = PrecisionRecallCurve.of(both, one, two, GO);
		assertEquals(missing.f8(), faulty.f8th(), 1e-9);
	}

	@Test
	void neighbourFiguresAgreeWithPrdc() {
		for (final int k : List.of(3, 5)) {
			final JsonObject known = PARITY.getAsJsonObject("prdc_k" + k);
			final ManifoldFigures figures = ManifoldFigures.of(A, B, k, GO);
			assertEquals(known.get("precision").getAsDouble(), figures.precision(), 1e-12);
			assertEquals(known.get("recall").getAsDouble(), figures.recall(), 1e-12);
			assertEquals(known.get("density").getAsDouble(), figures.density(), 1e-12);
			assertEquals(known.get("coverage").getAsDouble(), figures.coverage(), 1e-12);
		}
		assertTrue(Double.isNaN(ManifoldFigures.of(A, FeatureSets.first(B, 3), 3, GO).precision()));
		assertFalse(Double.isNaN(ManifoldFigures.of(A, FeatureSets.first(B, 4), 3, GO).precision()));
	}

	@Test
	void fewImagesAreSaidNotHidden() {
		final DistributionFigures few = DistributionFigures.of(FeatureSets.first(A, 5), FeatureSets.first(B, 4), 1, JobMonitor
			.silent());
		assertEquals(List.of("FID from rank-deficient covariances (4 images for 48 features)",
			"neighbours need more than 5 images", "PRD from few images (4 for 20 clusters)"), few.cautions());
		assertTrue(DistributionFigures.of(FeatureSets.first(A, 49), B, 1, JobMonitor.silent()).cautions().contains(
			"neighbours from few images (49)"));
		assertEquals(List.of(), DistributionFigures.of(A, B, 1, JobMonitor.silent()).cautions());
		final DistributionFigures one = DistributionFigures.of(FeatureSets.first(A, 1), FeatureSets.first(B, 1), 1, JobMonitor
			.silent());
		assertTrue(one.cautions().get(0).startsWith("FID and KID need at least 2 images"));
	}

	@Test
	void allImagesEqualIsNoError() {
		final FeatureSet same = new FeatureSet(2, new double[40]);
		final DistributionFigures figures = DistributionFigures.of(same, same, 1, JobMonitor.silent());
		assertEquals(0, figures.frechet().value());
		assertEquals(0, figures.kernel().value(), 1e-12);
		assertEquals(1, figures.curve().f8(), 1e-6);
	}

	@Test
	void aStopIsHeard() {
		final JobControl stopped = new JobControl();
		stopped.cancel();
		assertThrows(JobCancelledException.class, () -> FrechetDistance.of(A, B, stopped));
		assertThrows(JobCancelledException.class, () -> ManifoldFigures.of(A, B, 3, stopped));
	}

	@Test
	void featuresOfOtherNetworksAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> FrechetDistance.of(A, FeatureSets.normal(9, 7, 0, 1, 1), GO));
		assertThrows(IllegalArgumentException.class, () -> new FeatureSet(1, new double[] { 1, Double.NaN }));
	}

	/** At most 60 s on two cores; processor time, so that other work on the machine does not count. */
	@Test
	@Tag("slow")
	void aLargeFrechetDistanceTakesAtMostAMinute() {
		final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		final FeatureSet x = FeatureSets.normal(5000, 2048, 0, 1, 1);
		final FeatureSet y = FeatureSets.normal(5000, 2048, 0.1, 1.2, 2);
		final long start = system.getProcessCpuTime();
		final FrechetDistance fid = FrechetDistance.of(x, y, GO);
		final double seconds = (system.getProcessCpuTime() - start) / 1e9;
		assertTrue(seconds < 60, seconds + " s");
		assertFalse(fid.rankDeficient());
	}

	private static void assertRelative(final double expected, final double actual) {
		assertEquals(expected, actual, 1e-6 * Math.abs(expected));
	}
}
