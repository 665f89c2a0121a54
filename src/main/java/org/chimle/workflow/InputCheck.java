package org.chimle.workflow;

import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.Planes;

/** Looks at every pixel of an image before hours are spent on it. */
final class InputCheck {

	/** How far outside the stored percentiles an intensity may lie, as a share of their distance. */
	private static final double MARGIN = 0.1;

	private long outside;
	private long seen;
	private double least = Double.POSITIVE_INFINITY;
	private double largest = Double.NEGATIVE_INFINITY;

	private InputCheck() {}

	/**
	 * Refuses values that are not finite and warns when most intensities lie outside the range that the model knows.
	 *
	 * @param plan image and model
	 * @param monitor told of the warning, asked whether to stop
	 * @return the warning as a line of an image's information, with its end; empty if there is none
	 */
	static String run(final GenerationPlan plan, final JobMonitor monitor) {
		final InputCheck check = new InputCheck();
		for (int t = 1; t <= plan.image().getNFrames(); t++) {
			for (int z = 1; z <= plan.image().getNSlices(); z++) {
				monitor.checkCancelled();
				for (int g = 0; g < plan.groups(); g++) check.look(plan, plan.original(g, z, t));
			}
		}
		if (check.outside * 2 <= check.seen) return "";
		final String warning = check.warning(plan);
		monitor.warn(warning);
		return "CHIMLE caution: " + warning + "\n";
	}

	private void look(final GenerationPlan plan, final FloatImage image) {
		Planes.requireFinite(image, "The image " + plan.image().getTitle());
		// The lightness of colours has no stored range.
		if (plan.model().config().task() == Task.COLOURIZATION && plan.kind().rgb()) return;
		for (int c = 0; c < image.channels(); c++) {
			final IntensityRange known = plan.model().normalisation().input().get(c);
			for (int i = c * image.plane(), end = i + image.plane(); i < end; i++) {
				final float value = image.data()[i];
				final float unit = known.toUnit(value);
				if (unit < -MARGIN || unit > 1 + MARGIN) outside++;
				least = Math.min(least, value);
				largest = Math.max(largest, value);
			}
			seen += image.plane();
		}
	}

	private String warning(final GenerationPlan plan) {
		final IntensityRange known = plan.model().normalisation().input().get(0);
		return Math.round(100.0 * outside / seen) + " % of the intensities of " + plan.image().getTitle() + " (" +
			(float) least + " to " + (float) largest + ") lie outside the range " + (float) known.low() + " to " + (float) known
				.high() + " that the model was trained on; its samples may be wrong, so check the kind and bit depth of the " +
			"image.";
	}
}
