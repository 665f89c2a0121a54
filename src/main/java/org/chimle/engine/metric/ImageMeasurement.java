package org.chimle.engine.metric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;

/** The work of {@link ImageMeter#measure}: images with impossible values are set aside, the rest is measured. */
final class ImageMeasurement {

	private final MeasuredImage.Subject subject;
	private final ImageMeter meter;
	private final JobMonitor monitor;
	private final List<String> notes = new ArrayList<>();
	private final FloatImage reference;
	private final FloatImage input;
	/** Indices of the samples whose values are all finite. */
	private final List<Integer> usable = new ArrayList<>();

	ImageMeasurement(final MeasuredImage.Subject subject, final ImageMeter meter, final JobMonitor monitor) {
		this.subject = subject;
		this.meter = meter;
		this.monitor = monitor;
		if (subject.samples().isEmpty()) throw new IllegalArgumentException("There are no samples to measure.");
		if (subject.samples().size() == 1 && subject.reference() == null && subject.input() == null) {
			throw new InvalidInputException("There is one sample and nothing to compare it with; give a reference or the " +
				"input, or a stack of at least two samples.");
		}
		reference = usable(subject.reference(), "reference");
		input = usable(subject.input(), "input");
		for (int s = 0; s < subject.samples().size(); s++) if (problem(subject.samples().get(s)).isEmpty()) usable.add(s);
	}

	/** @return why an image cannot be measured, in words */
	private Optional<String> problem(final FloatImage image) {
		final Optional<String> problem = Images.notFinite(image);
		return problem.isPresent() || Images.notFinite(unit(image)).isEmpty() ? problem : Optional.of(
			"has values that are too far from the range " + subject.range().low() + " to " + subject.range().high());
	}

	private FloatImage usable(final FloatImage image, final String what) {
		final Optional<String> problem = image == null ? Optional.empty() : problem(image);
		problem.ifPresent(found -> notes.add("the " + what + " " + found + ", so nothing is compared with it"));
		return problem.isEmpty() ? image : null;
	}

	MeasuredImage run() {
		progress(0);
		final SampleDistances distances = usable.isEmpty() ? null : distances();
		final List<FigureRow> rows = new ArrayList<>();
		final List<FloatImage> maps = new ArrayList<>();
		for (int s = 0; s < subject.samples().size(); s++) {
			monitor.checkCancelled();
			final int index = usable.indexOf(s);
			final ResolutionScaling scaling = index < 0 || input == null ? null : ResolutionScaling.of(subject.samples().get(
				s), input, monitor::checkCancelled);
			rows.add(index < 0 ? unusable(s) : row(subject.samples().get(s), distances.toObserved().length == 0 ? Double.NaN
				: distances.toObserved()[index], scaling));
			maps.add(scaling == null ? null : scaling.errorMap());
			progress(s + 1);
		}
		final RingCorrelation rings = rings();
		final FigureRow summary = summary(distances, rings);
		final Curve sweep = reference == null || distances == null ? null : FaithfulnessWeightedVariance.sweep(distances);
		return new MeasuredImage(rows, summary, sweep, rings, maps);
	}

	private void progress(final int done) {
		monitor.emit(new JobEvent.Progress("measuring", done, subject.samples().size(), 0, -1));
	}

	private List<FloatImage> usableSamples() {
		return usable.stream().map(subject.samples()::get).toList();
	}

	private SampleDistances distances() {
		final List<FloatImage> samples = usableSamples().stream().map(sample -> clip(unit(sample))).toList();
		final List<FloatImage> observed = reference == null ? List.of() : List.of(clip(unit(reference)));
		return meter.distances(samples, observed, monitor::checkCancelled);
	}

	private FigureRow unusable(final int s) {
		return new FigureRow(Map.of(), "it " + problem(subject.samples().get(s)).orElseThrow() + ", so it is not measured");
	}

	private FigureRow row(final FloatImage sample, final double distance, final ResolutionScaling scaling) {
		final Map<Figure, Double> values = new EnumMap<>(Figure.class);
		final List<String> why = new ArrayList<>();
		if (reference != null) {
			addFidelity(ImageMetrics.of(unit(sample), unit(reference)), values, why);
			values.put(Figure.DISTANCE, distance);
		}
		if (input != null) values.put(Figure.CONSISTENCY, Consistency.of(unit(sample), unit(input), 1).psnr());
		if (scaling != null) {
			values.put(Figure.RSP, scaling.correlation());
			values.put(Figure.RSE, scaling.error());
			values.put(Figure.RSF, scaling.sigma());
			if (Double.isNaN(scaling.correlation())) why.add("no RSP for a constant image");
			else if (scaling.widest()) why.add("RSF at its largest value");
		}
		return new FigureRow(values, String.join("; ", why));
	}

	private static void addFidelity(final ImageMetrics metrics, final Map<Figure, Double> values,
		final List<String> why)
	{
		values.put(Figure.PSNR, metrics.psnr());
		values.put(Figure.SSIM, metrics.ssim());
		values.put(Figure.MS_SSIM, metrics.multiScaleSsim());
		values.put(Figure.NRMSE, metrics.normalisedError());
		values.put(Figure.MSE, metrics.meanSquaredError());
		if (Double.isNaN(metrics.ssim())) why.add("no SSIM below " + StructuralSimilarity.WINDOW + " pixels");
		if (Double.isNaN(metrics.normalisedError())) why.add("no NRMSE for a constant reference");
	}

	/** @return the correlation of the usable samples, null where there is too little to correlate */
	private RingCorrelation rings() {
		if (usable.size() < 2) return null;
		final FloatImage first = subject.samples().get(usable.get(0));
		if (Math.min(first.width(), first.height()) < RingCorrelation.LEAST_SIDE) {
			notes.add("no FRC below " + RingCorrelation.LEAST_SIDE + " pixels");
			return null;
		}
		final RingCorrelation rings = RingCorrelation.of(usableSamples(), subject.pixelWidth(), subject.pixelHeight(),
			monitor::checkCancelled);
		if (rings.limited()) notes.add("FRC is limited by the pixels, the samples agree down to them");
		else if (Double.isNaN(rings.resolution())) {
			notes.add(usableSamples().stream().anyMatch(Images::isConstant) ? "no FRC for a constant sample"
				: "no FRC, the samples agree at no scale");
		}
		return rings;
	}

	private FigureRow summary(final SampleDistances distances, final RingCorrelation rings) {
		final Map<Figure, Double> values = new EnumMap<>(Figure.class);
		if (usable.size() < subject.samples().size()) {
			notes.add(subject.samples().size() - usable.size() + " of " + subject.samples().size() + " samples are not measured" +
				(usable.isEmpty() ? ", the first because it " + problem(subject.samples().get(0)).orElseThrow() : ""));
		}
		if (usable.size() > 1) {
			values.put(Figure.DIVERSITY, Diversity.of(distances).meanPairwiseDistance());
			values.put(Figure.DEVIATION, deviation());
		}
		else if (!usable.isEmpty()) notes.add("one sample has no diversity");
		if (reference != null && distances != null) {
			values.put(Figure.WEIGHTED_VARIANCE, FaithfulnessWeightedVariance.of(distances, meter.settings().sigma()).value());
		}
		if (rings != null) values.put(Figure.RING_CORRELATION, rings.resolution());
		return new FigureRow(values, String.join("; ", notes));
	}

	/** @return the mean over pixels of the standard deviation over samples, in original units */
	private double deviation() {
		final List<FloatImage> samples = usableSamples();
		final int n = samples.size();
		double total = 0;
		for (int i = 0; i < samples.get(0).data().length; i++) {
			double mean = 0;
			for (final FloatImage sample : samples) mean += sample.data()[i] / (double) n;
			double squares = 0;
			for (final FloatImage sample : samples) squares += (sample.data()[i] - mean) * (sample.data()[i] - mean);
			total += Math.sqrt(squares / (n - 1));
		}
		return total / samples.get(0).data().length;
	}

	private FloatImage unit(final FloatImage image) {
		final IntensityRange range = subject.range();
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int i = 0; i < result.data().length; i++) result.data()[i] = range.toUnit(image.data()[i]);
		return result;
	}

	/** A perceptual distance is defined on [0, 1]. */
	private static FloatImage clip(final FloatImage image) {
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int i = 0; i < result.data().length; i++) result.data()[i] = Math.max(0, Math.min(1, image.data()[i]));
		return result;
	}
}
