package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.Curve;
import org.chimle.engine.metric.MeasuredImage;
import org.chimle.engine.metric.RingCorrelation;
import org.chimle.engine.perceptual.Distances;
import org.chimle.image.RunningMoments;

/**
 * Measures the fidelity and diversity of a stack of samples, whatever made it. Every slice, frame and channel of the
 * image that the samples belong to is an image of its own; the three components of RGB are measured together.
 * <p>
 * Before anything is measured, intensities are mapped to [0, 1]: from 0..255 if the reference is 8-bit or RGB, else
 * from the least and largest value of the reference's plane. Without a reference the samples take its place. The input is
 * mapped in the same way, so consistency is meaningful only if input and samples have the same units.
 *
 * @param sigma bandwidth of the faithfulness weights (paper, Eq. 2), above 0, 0.2 by default
 * @param distance the perceptual distance of the tables
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 * @param standardDeviation whether to make an image of the standard deviation over samples
 * @param errorMap whether to make SQUIRREL's error map of every sample; needs the input
 */
public record MeasurementJob(double sigma, DistanceKind distance, String device, boolean standardDeviation,
	boolean errorMap)
{

	/**
	 * What was measured. Headings are fixed, see {@link org.chimle.engine.metric.Figure}; figures that cannot be computed
	 * are NaN, and the column "Note" says why.
	 *
	 * @param samples one row per image and sample
	 * @param summary one row per image
	 * @param standardDeviation with n - 1 in the denominator, 32-bit, or null if not asked for or there is one sample
	 * @param errorMap |input - rescaled sample| in units of the input, samples on T as in the stack; NaN where it cannot be
	 *          computed, null if not asked for or there is no input
	 * @param curves one entry per image
	 * @param unit of length
	 */
	public record Result(ResultsTable samples, ResultsTable summary, ImagePlus standardDeviation, ImagePlus errorMap,
		List<Curves> curves, String unit)
	{

		/** Copies the list. */
		public Result {
			curves = List.copyOf(curves);
		}
	}

	/**
	 * What is plotted of an image.
	 *
	 * @param label names the image
	 * @param weightedVariance faithfulness-weighted variance against sigma, or null
	 * @param ringCorrelation Fourier ring correlation between samples, or null
	 */
	public record Curves(String label, Curve weightedVariance, RingCorrelation ringCorrelation) {}

	/** Checks the range. */
	public MeasurementJob {
		if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
			throw new InvalidInputException("Sigma is " + sigma + " but must be a number above 0; 0.2 is usual.");
		}
		if (distance == null) throw new InvalidInputException("The distance is missing; bundled is usual.");
	}

	/** A job that makes tables and curves with the bundled distance on the device that suits best. */
	public MeasurementJob(final double sigma) {
		this(sigma, DistanceKind.LEARNED, "auto", false, false);
	}

	/**
	 * Says what would be measured, while the user still chooses it.
	 *
	 * @param samples the stack of samples
	 * @param reference the true image, or null
	 * @return e.g. {@code "cells-samples: 8 samples of 128 x 128 pixels"}
	 * @throws InvalidInputException if the reference does not fit the stack, so that the job would leave it out
	 */
	public static String words(final ImagePlus samples, final ImagePlus reference) {
		final SampleAxes axes = SampleAxes.of(samples, reference);
		if (reference != null) MeasurementPlan.requireReference(axes, samples, reference);
		final int count = axes.samples();
		return samples.getTitle() + ": " + count + (count == 1 ? " sample of " : " samples of ") + samples.getWidth() + " x " +
			samples.getHeight() + " pixels" + (reference == null ? "; PSNR, SSIM and distance need a reference" : "");
	}

	/** Runs the job in this process, see {@link #run(ImagePlus, ImagePlus, ImagePlus, Compute, JobMonitor)}. */
	public Result run(final ImagePlus samples, final ImagePlus reference, final ImagePlus input,
		final JobMonitor monitor)
	{
		return run(samples, reference, input, new LocalCompute(), monitor);
	}

	/**
	 * Runs the job. Companions that do not fit the samples are left out, and samples, references and inputs with values
	 * that are not finite are not measured; the monitor and the tables' notes say so.
	 *
	 * @param samples stack of samples on the T axis, or on Z if there is one frame
	 * @param reference the observed target, or null
	 * @param input the low-resolution or degraded input, or null; ignored where the samples have other channels
	 * @param compute where the figures are computed
	 * @param monitor told of progress, asked whether to stop
	 * @return tables and images, not yet shown
	 * @throws InvalidInputException if nothing can be measured, or the network of the distance is not installed
	 */
	public Result run(final ImagePlus samples, final ImagePlus reference, final ImagePlus input, final Compute compute,
		final JobMonitor monitor)
	{
		Distances.requireInstalled(distance);
		final MeasurementPlan plan = MeasurementPlan.of(samples, reference, input, monitor);
		try (Compute.OpenMeter meter = meter(compute, monitor)) {
			return measure(plan, meter, monitor);
		}
	}

	/**
	 * Runs the job for one of several images, see {@link #run(ImagePlus, ImagePlus, ImagePlus, Compute, JobMonitor)}.
	 *
	 * @param meter as {@link #meter} makes it
	 */
	public Result run(final ImagePlus samples, final ImagePlus reference, final ImagePlus input,
		final Compute.OpenMeter meter, final JobMonitor monitor)
	{
		return measure(MeasurementPlan.of(samples, reference, input, monitor), meter, monitor);
	}

	/** @return what measures images as this job does, for several runs; to be closed by the caller */
	public Compute.OpenMeter meter(final Compute compute, final JobMonitor monitor) {
		return compute.meter(new MeasuredImage.Settings(distance, sigma, device), monitor);
	}

	private Result measure(final MeasurementPlan plan, final Compute.OpenMeter meter, final JobMonitor monitor) {
		if (errorMap && plan.input() == null) {
			monitor.warn("There is no error map, because it compares samples with their input; choose the input.");
		}
		final MeasurementTables tables = new MeasurementTables(sigma, distance.label(), plan.unit());
		final MeasuredStack deviations = standardDeviation && plan.axes().samples() > 1 ? MeasuredStack.ofDeviations(plan)
			: null;
		final MeasuredStack maps = errorMap && plan.input() != null ? MeasuredStack.ofErrors(plan) : null;
		final List<Curves> curves = new ArrayList<>();
		boolean empty = true;
		String problem = "";
		final long start = System.nanoTime();
		for (int i = 0; i < plan.images(); i++) {
			monitor.checkCancelled();
			final MeasuredImage.Subject subject = plan.subject(i);
			final MeasuredImage measured = meter.measure(subject, within(monitor, i, plan.images(), start));
			empty &= measured.isEmpty();
			if (problem.isEmpty() && !measured.notes().isEmpty()) problem = measured.notes().get(0);
			tables.add(plan.label(i), i + 1, measured, plan.notes());
			curves.add(new Curves(plan.label(i), measured.weightedVariance(), measured.ringCorrelation()));
			if (deviations != null) deviations.set(i, 0, deviation(subject.samples()));
			if (maps != null) {
				for (int s = 0; s < subject.samples().size(); s++) maps.set(i, s, measured.errorMaps().get(s));
			}
		}
		if (empty) throw new InvalidInputException("Nothing could be measured: " + problem + ".");
		return new Result(tables.samples(), tables.summary(), deviations == null ? null : deviations.finish(), maps == null
			? null : maps.finish(), curves, plan.unit());
	}

	private static FloatImage deviation(final List<FloatImage> samples) {
		final FloatImage first = samples.get(0);
		final RunningMoments moments = new RunningMoments(first.channels(), first.height(), first.width());
		samples.forEach(moments::add);
		return moments.standardDeviation();
	}

	/** @return a monitor that makes the progress of an image that of the job */
	private static JobMonitor within(final JobMonitor monitor, final int image, final int images, final long start) {
		return new JobMonitor(event -> {
			if (!(event instanceof JobEvent.Progress progress)) {
				monitor.emit(event);
				return;
			}
			final long done = image * progress.total() + progress.done();
			final long total = images * progress.total();
			final double perSecond = done / ((System.nanoTime() - start) / 1e9);
			monitor.emit(new JobEvent.Progress(progress.phase(), done, total, perSecond, done == 0 ? -1 : (total - done) /
				perSecond));
		}, monitor.control());
	}
}
