package org.chimle.workflow;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.chimle.image.Montage;
import org.chimle.image.Planes;

/**
 * The montage of a run: input, the first samples, mean and standard deviation of the slice and frame that the image
 * shows, a row per channel, colours in one. Larger images are reduced.
 */
final class MontagePicture {

	private static final int SAMPLES = 8;
	private static final int SIDE = 512;

	private final GenerationPlan plan;
	private final List<FloatImage> samples = new ArrayList<>();
	private final int z;
	private final int t;
	private FloatImage input;
	private FloatImage mean;
	private FloatImage deviation;

	MontagePicture(final GenerationPlan plan) {
		this.plan = plan;
		z = plan.image().getZ();
		t = plan.image().getT();
	}

	/** @return memory that the samples take until the picture is drawn */
	static long bytes(final GenerationJob job, final long valuesPerPosition) {
		return Math.min(SAMPLES, job.samples()) * valuesPerPosition * Float.BYTES;
	}

	boolean shows(final int slice, final int frame) {
		return slice == z && frame == t;
	}

	/** Takes the next sample of the position shown, all channels; only the first ones are kept. */
	void add(final FloatImage sample) {
		if (samples.size() < SAMPLES) samples.add(reduced(sample));
	}

	/** Takes what was made of the samples of the position shown, all channels. */
	void close(final FloatImage allInputs, final FloatImage meanOfAll, final FloatImage deviationOfAll) {
		input = reduced(allInputs);
		mean = reduced(meanOfAll);
		deviation = reduced(deviationOfAll);
	}

	private static FloatImage reduced(final FloatImage image) {
		final int by = (Math.max(image.width(), image.height()) - 1) / SIDE + 1;
		return by == 1 ? image : Resample.box(image, Math.max(1, image.height() / by), Math.max(1, image.width() / by));
	}

	/** @return the picture, not yet shown */
	ImagePlus finish(final String title) {
		final List<Montage.Row> rows = new ArrayList<>();
		if (plan.isColour()) rows.add(row(image -> image));
		else for (int c = 0; c < plan.outputChannels(); c++) rows.add(rowOf(c));
		return new ImagePlus(title, new ColorProcessor(Montage.draw(rows)));
	}

	private Montage.Row rowOf(final int channel) {
		return row(image -> Planes.channelOf(image, Math.min(channel, image.channels() - 1)));
	}

	private Montage.Row row(final UnaryOperator<FloatImage> part) {
		return new Montage.Row(part.apply(input), samples.stream().map(part).toList(), part.apply(mean), part.apply(
			deviation), null, plan.model().normalisation().keepsUnits());
	}
}
