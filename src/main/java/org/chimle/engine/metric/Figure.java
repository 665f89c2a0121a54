package org.chimle.engine.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Every figure of the tables, in the tables' order: the one place that says how it is called, what it means and where it
 * comes from. Tables, the help of the dialogs and {@code docs/metrics.md} are made from it. Headings are part of the
 * interface and stay as they are. "Unit range" means intensities mapped to 0..1, see the package's users.
 */
public enum Figure {

	/** See {@link ImageMetrics}. */
	PSNR("PSNR (dB)", Table.SAMPLES, "reference", "10 log10(1 / MSE)", "any number, infinite for equal images", "dB",
		Better.HIGHER, "standard"),

	/** See {@link StructuralSimilarity}. */
	SSIM("SSIM", Table.SAMPLES, "reference", "(2 mx my + c1)(2 sxy + c2) / ((mx^2 + my^2 + c1)(sx^2 + sy^2 + c2)), mean over " +
		"Gaussian windows (sigma 1.5, 11 x 11) inside the image and over channels; c1 = 0.01^2, c2 = 0.03^2; sides of at " +
		"least 11 pixels", "-1 to 1", "", Better.HIGHER, "Wang et al., IEEE TIP 2004"),

	/** See {@link StructuralSimilarity}. */
	MS_SSIM("MS-SSIM", Table.SAMPLES, "reference", "product of SSIM's second factor at scales 1 to M - 1 and SSIM at scale M, " +
		"with exponents 0.0448, 0.2856, 0.3001, 0.2363, 0.1333; M = 5, fewer (exponents rescaled) where a side is below " +
		"176 pixels", "0 to 1", "", Better.HIGHER, "Wang, Simoncelli and Bovik, Asilomar 2003"),

	/** See {@link ImageMetrics}. */
	NRMSE("NRMSE", Table.SAMPLES, "reference", "root mean squared error / (largest - least value of the reference)",
		"0 and more", "", Better.LOWER, "scikit-image normalized_root_mse, normalization='min-max'"),

	/** See {@link ImageMetrics}. */
	MSE("MSE", Table.SAMPLES, "reference", "mean of (sample - reference)^2 in unit range", "0 and more", "", Better.LOWER,
		"standard"),

	/** See {@link SampleDistances}. */
	DISTANCE("Distance", Table.SAMPLES, "reference", "perceptual distance of sample and reference, clipped to unit range: " +
		"weighted squared difference of the normalised features of a small network taught by LPIPS (the bundled distance), " +
		"or of the network that was chosen", "0 and more", "", Better.LOWER, "after LPIPS, Zhang et al., CVPR 2018"),

	/** See {@link Consistency}. */
	CONSISTENCY("Consistency (dB)", Table.SAMPLES, "input", "PSNR of the sample, reduced to the input's size by antialiased " +
		"bicubic resampling, against the input, in unit range", "any number, infinite for equal images", "dB", Better.HIGHER,
		"standard"),

	/** See {@link ResolutionScaling}. */
	RSP("RSP", Table.SAMPLES, "input", "correlation of the input with the sample blurred by a Gaussian (fitted sigma) and " +
		"averaged over the input's pixels", "-1 to 1", "", Better.HIGHER, "SQUIRREL, Culley et al., Nature Methods 2018"),

	/** See {@link ResolutionScaling}. */
	RSE("RSE", Table.SAMPLES, "input", "root mean squared difference of the input and the blurred, averaged and linearly " +
		"rescaled sample (fitted sigma, alpha, beta)", "0 and more", "intensity of the input", Better.LOWER,
		"SQUIRREL, Culley et al., Nature Methods 2018"),

	/** See {@link ResolutionScaling}. */
	RSF("RSF (px)", Table.SAMPLES, "input", "fitted sigma of the Gaussian that blurs the sample to the input's resolution",
		"0 to 5", "pixels of the input", Better.NEITHER, "SQUIRREL, Culley et al., Nature Methods 2018"),

	/** See {@link Diversity}. */
	DIVERSITY("Diversity", Table.SUMMARY, "two samples", "mean distance of two samples, over all pairs", "0 and more", "",
		Better.NEITHER, "LPIPS diversity, Zhu et al., NeurIPS 2017, with this plugin's distance"),

	/** See {@link FaithfulnessWeightedVariance}. */
	WEIGHTED_VARIANCE("FwV", Table.SUMMARY, "reference", "mean over samples x of exp(-d(x, reference) / (2 sigma^2)) d(x, mean " +
		"of the samples); sigma is 0.2 unless chosen", "0 and more", "", Better.HIGHER,
		"CHIMLE, Peng et al., NeurIPS 2022, Eq. 2"),

	/** Mean of the standard deviation image. */
	DEVIATION("SD", Table.SUMMARY, "two samples", "mean over pixels of the standard deviation over samples (n - 1)",
		"0 and more", "intensity of the samples", Better.NEITHER, "standard"),

	/** See {@link RingCorrelation}. */
	RING_CORRELATION("FRC", Table.SUMMARY, "two samples", "1 / spatial frequency at which the Fourier ring correlation of two " +
		"samples, averaged over all pairs and smoothed over three rings, falls below 1/7: structure finer than this differs " +
		"between samples", "two pixels and more", "column FRC unit", Better.NEITHER,
		"Nieuwenhuizen et al., Nature Methods 2013"),

	/** See {@code engine.distribution}. */
	FRECHET_DISTANCE("FID", Table.DISTRIBUTION, "references", "|m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)) with means m and " +
		"covariances C of the features of samples and references; grows as the number of images falls", "0 and more", "",
		Better.LOWER, "Heusel et al., NeurIPS 2017"),

	/** See {@code engine.distribution}. */
	KERNEL_DISTANCE("KID", Table.DISTRIBUTION, "references", "mean k(x, x') + mean k(y, y') - 2 mean k(x, y) over samples x " +
		"and references y, an image never with itself, k(x, y) = (x.y / d + 1)^3 for d features; of more than 1000 images the " +
		"mean over 100 random subsets of 1000", "about 0 and more", "", Better.LOWER, "Binkowski et al., ICLR 2018"),

	/** See {@code engine.distribution}. */
	KERNEL_DEVIATION("KID SD", Table.DISTRIBUTION, "references", "standard deviation of KID over 100 random subsets: of 1000 " +
		"images, in smaller folders of half the images", "0 and more", "", Better.NEITHER, "Binkowski et al., ICLR 2018"),

	/** See {@code engine.distribution}. */
	CURVE_RECALL("F8", Table.DISTRIBUTION, "references", "largest (1 + b^2) P R / (b^2 P + R), b = 8, on the curve of " +
		"precision P and recall R of 20 clusters of features, mean curve of 10 clusterings; weights recall: does every kind " +
		"of reference occur among the samples?", "0 to 1", "", Better.HIGHER, "Sajjadi et al., NeurIPS 2018"),

	/** See {@code engine.distribution}. */
	CURVE_PRECISION("F1/8", Table.DISTRIBUTION, "references", "the same with b = 1/8; weights precision: is every sample like " +
		"some references?", "0 to 1", "", Better.HIGHER, "Sajjadi et al., NeurIPS 2018"),

	/** See {@code engine.distribution}. */
	PRECISION("Precision", Table.DISTRIBUTION, "references", "share of samples nearer to some reference than that reference's " +
		"third nearest neighbour among the references", "0 to 1", "", Better.HIGHER, "Kynkaanniemi et al., NeurIPS 2019"),

	/** See {@code engine.distribution}. */
	RECALL("Recall", Table.DISTRIBUTION, "references", "the same with samples and references exchanged", "0 to 1", "",
		Better.HIGHER, "Kynkaanniemi et al., NeurIPS 2019"),

	/** See {@code engine.distribution}. */
	DENSITY("Density", Table.DISTRIBUTION, "references", "number of references that a sample is nearer to than their fifth " +
		"nearest neighbour among the references is, mean over samples, divided by 5", "0 and more, about 1 for equal " +
		"distributions", "", Better.HIGHER, "Naeem et al., ICML 2020"),

	/** See {@code engine.distribution}. */
	COVERAGE("Coverage", Table.DISTRIBUTION, "references", "share of references with a sample nearer than their fifth nearest " +
		"neighbour among the references", "0 to 1", "", Better.HIGHER, "Naeem et al., ICML 2020"),

	/** See {@link Calibration}. */
	CALIBRATION_ERROR("ENCE", Table.CALIBRATION, "references", "mean over 15 bins of |RMV - RMSE| / RMV; RMV^2 the mean of s^2 " +
		"(1 + 1/n), RMSE the root mean squared error of the samples' mean", "0 and more", "", Better.LOWER,
		"Levi et al., Sensors 2022"),

	/** See {@link Calibration}. */
	CALIBRATION_SLOPE("Slope", Table.CALIBRATION, "references", "slope of the least-squares line RMSE against RMV through the " +
		"bins; 1 is ideal", "any number", "", Better.NEITHER, "Levi et al., Sensors 2022"),

	/** See {@link Calibration}. */
	CALIBRATION_INTERCEPT("Intercept", Table.CALIBRATION, "references", "where that line meets RMV = 0; 0 is ideal",
		"any number", "unit range", Better.NEITHER, "Levi et al., Sensors 2022"),

	/** See {@link Calibration}. */
	DEVIATION_FACTOR("SD factor", Table.CALIBRATION, "references", "sqrt(sum (mean - reference)^2 / sum s^2 (1 + 1/n)): what the " +
		"standard deviation must be multiplied by; 1 is ideal, above 1 the samples are too alike", "0 and more", "",
		Better.NEITHER, "after Levi et al., Sensors 2022"),

	/** See {@link Calibration}. */
	COVERAGE_50("Coverage 50 %", Table.CALIBRATION, "references", "share of pixels whose reference lies in the central 50 % " +
		"interval of at least 3 samples; 0.5 is ideal", "0 to 1", "", Better.NEITHER, "rank statistics"),

	/** See {@link Calibration}. */
	COVERAGE_80("Coverage 80 %", Table.CALIBRATION, "references", "the same for the 80 % interval of at least 9 samples; 0.8 is " +
		"ideal", "0 to 1", "", Better.NEITHER, "rank statistics"),

	/** See {@link Calibration}. */
	COVERAGE_90("Coverage 90 %", Table.CALIBRATION, "references", "the same for the 90 % interval of at least 19 samples; 0.9 is " +
		"ideal", "0 to 1", "", Better.NEITHER, "rank statistics"),

	/** See {@link Calibration}. */
	COVERAGE_RANGE("Coverage of range", Table.CALIBRATION, "references", "the same between the least and the largest sample; " +
		"(n - 1) / (n + 1) is ideal", "0 to 1", "", Better.NEITHER, "rank statistics"),

	/** Distance reached from a random code, before the search. */
	START_DISTANCE("Start distance", Table.RESTARTS, "model", "perceptual distance of the observed image and the model's " +
		"output for a random code", "0 and more", "", Better.LOWER, "the bundled distance of this plugin"),

	/** See {@code engine.inversion}. */
	REACHED_DISTANCE("Distance", Table.RESTARTS, "model", "the same for the code that was found by optimising it", "0 and more",
		"", Better.LOWER, "inference via optimisation, Metz et al., ICLR 2017"),

	/** See {@link ImageMetrics}. */
	REACHED_PSNR("PSNR (dB)", Table.RESTARTS, "model", "10 log10(1 / MSE) of that output", "any number, infinite for equal images",
		"dB", Better.HIGHER, "standard"),

	/** Size of the code found. */
	CODE_SIZE("Code RMS", Table.RESTARTS, "model", "root mean square of the code found; near 1 is a code that sampling " +
		"draws, far above is one that it hardly ever draws", "0 and more", "", Better.NEITHER, "standard"),

	/** See {@code engine.inversion}. */
	MEAN_REACHED("Mean distance", Table.COVERAGE, "model", "mean of Distance over restarts; where it stays high, the model " +
		"does not cover what was observed", "0 and more", "", Better.LOWER, "inference via optimisation, Metz et al., ICLR 2017"),

	/** See {@code engine.inversion}. */
	DEVIATION_REACHED("SD distance", Table.COVERAGE, "model, two restarts", "standard deviation of Distance over restarts " +
		"(n - 1); large if more restarts or steps are needed", "0 and more", "", Better.NEITHER, "standard"),

	/** See {@code engine.inversion}. */
	BEST_REACHED("Best distance", Table.COVERAGE, "model", "least Distance of the restarts", "0 and more", "", Better.LOWER,
		"inference via optimisation, Metz et al., ICLR 2017"),

	/** See {@link ImageMetrics}. */
	BEST_REACHED_PSNR("Best PSNR (dB)", Table.COVERAGE, "model", "largest PSNR of the restarts",
		"any number, infinite for equal images", "dB", Better.HIGHER, "standard");

	/** The table that has the figure as a column. */
	public enum Table {

		/** One row per image and sample. */
		SAMPLES,

		/** One row per image. */
		SUMMARY,

		/** One row per folder and channel, with the name of the feature network behind every heading. */
		DISTRIBUTION,

		/** One row per folder and channel. */
		CALIBRATION,

		/** One row per image and search of a code. */
		RESTARTS,

		/** One row per image whose codes were sought. */
		COVERAGE
	}

	/** Which way is better. */
	public enum Better {

		/** More is better. */
		HIGHER,

		/** Less is better. */
		LOWER,

		/** It depends. */
		NEITHER
	}

	private final String heading;
	private final Table table;
	private final String needs;
	private final String formula;
	private final String range;
	private final String unit;
	private final Better better;
	private final String source;

	Figure(final String heading, final Table table, final String needs, final String formula, final String range,
		final String unit, final Better better, final String source)
	{
		this.heading = heading;
		this.table = table;
		this.needs = needs;
		this.formula = formula;
		this.range = range;
		this.unit = unit;
		this.better = better;
		this.source = source;
	}

	/** @return the figures of a table, in the order of its columns */
	public static List<Figure> of(final Table table) {
		return Arrays.stream(values()).filter(figure -> figure.table == table).toList();
	}

	/** @return the figures of a sample that are also summed up by their best and mean over samples */
	public static List<Figure> summedUp() {
		return of(Table.SAMPLES).stream().filter(figure -> figure.better != Better.NEITHER).toList();
	}

	/** @return the heading of a figure of features, e.g. {@code "FID (bundled)"} */
	public String heading(final String network) {
		return heading + " (" + network + ")";
	}

	/** @return the column's heading */
	public String heading() {
		return heading;
	}

	/** @return the summary's heading of the best sample's figure, e.g. {@code "Best PSNR (dB)"} */
	public String bestHeading() {
		return "Best " + name(heading);
	}

	/** @return the summary's heading of the mean over samples */
	public String meanHeading() {
		return "Mean " + name(heading);
	}

	/** Words lose their capital inside a heading, abbreviations keep it. */
	private static String name(final String heading) {
		return Character.isLowerCase(heading.charAt(1)) ? heading.substring(0, 1).toLowerCase(Locale.ROOT) + heading
			.substring(1) : heading;
	}

	/** @return the table it is in */
	public Table table() {
		return table;
	}

	/** @return what must be there to compute it besides a sample */
	public String needs() {
		return needs;
	}

	/** @return its definition in a line */
	public String formula() {
		return formula;
	}

	/** @return the values it can have */
	public String range() {
		return range;
	}

	/** @return its unit, empty for a pure number */
	public String unit() {
		return unit;
	}

	/** @return which way is better */
	public Better better() {
		return better;
	}

	/** @return where it was published */
	public String source() {
		return source;
	}
}
