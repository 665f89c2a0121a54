package org.chimle.workflow;

import ij.ImagePlus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.image.ImageKind;
import org.chimle.image.Planes;
import org.chimle.image.RangeMeasurement;
import org.chimle.image.ResultStack;
import org.chimle.image.StackLayout;

/** A 32-bit hyperstack of what was measured pixel by pixel, with the axes and the calibration of the image it is about. */
final class MeasuredStack {

	private final MeasurementPlan plan;
	private final ImagePlus source;
	private final String title;
	private final boolean perSample;
	private final int channels;
	/** One image of all channels per position, slices before frames. */
	private final FloatImage[] positions;

	private MeasuredStack(final MeasurementPlan plan, final ImagePlus source, final String title,
		final boolean perSample)
	{
		this.plan = plan;
		this.source = source;
		this.title = title;
		this.perSample = perSample;
		channels = ImageKind.of(plan.samples()).channels();
		positions = new FloatImage[plan.axes().slices() * frames()];
	}

	/** @return a stack like one sample */
	static MeasuredStack ofDeviations(final MeasurementPlan plan) {
		return new MeasuredStack(plan, plan.samples(), name(plan.samples()) + "-sd", false);
	}

	/** @return a stack of the input's size, one per sample */
	static MeasuredStack ofErrors(final MeasurementPlan plan) {
		return new MeasuredStack(plan, plan.input(), name(plan.samples()) + "-error-map", true);
	}

	private static String name(final ImagePlus samples) {
		return samples.getTitle().replaceAll("(-samples)?(\\.[A-Za-z]+)?$", "");
	}

	private int frames() {
		return plan.axes().frames() * (perSample ? plan.axes().samples() : 1);
	}

	/**
	 * @param image number of the image in the plan, from 0
	 * @param sample number of the sample, from 0
	 * @param plane what was measured, shape (1, H, W) or all channels; null for nothing
	 */
	void set(final int image, final int sample, final FloatImage plane) {
		final int frame = sample * plan.axes().frames() + plan.frameOf(image) - 1;
		final int position = frame * plan.axes().slices() + plan.sliceOf(image) - 1;
		if (positions[position] == null) {
			positions[position] = new FloatImage(channels, source.getHeight(), source.getWidth());
			Arrays.fill(positions[position].data(), Float.NaN);
		}
		if (plane == null) return;
		final int channel = plan.together() ? 0 : plan.channelOf(image) - 1;
		System.arraycopy(plane.data(), 0, positions[position].data(), channel * plane.plane(), plane.data().length);
	}

	/** @return the image, not yet shown; every position must have been set */
	ImagePlus finish() {
		final int slices = plan.axes().slices();
		final ResultStack stack = new ResultStack(new StackLayout(source.getWidth(), source.getHeight(), new ImageKind(32,
			false, channels), slices, frames()));
		for (int i = 0; i < positions.length; i++) {
			final int frame = i / slices;
			stack.set(positions[i], i % slices + 1, frame + 1, perSample ? String.format(Locale.ROOT, "sample %02d", frame / plan.axes()
				.frames() + 1) : "standard deviation");
		}
		final List<IntensityRange> ranges = new ArrayList<>();
		for (int c = 0; c < channels; c++) ranges.add(range(c));
		return stack.finish(title, source, 1, ranges, "Measured on " + plan.samples().getTitle() + " by CHIMLE for ImageJ");
	}

	private IntensityRange range(final int channel) {
		final List<FloatImage> planes = Arrays.stream(positions).map(position -> Planes.channelOf(position, channel)).filter(
			Planes::isFinite).toList();
		return planes.isEmpty() ? new IntensityRange(0, 1) : new IntensityRange(0, Math.max(RangeMeasurement.extremes(planes)
			.high(), Float.MIN_NORMAL));
	}
}
