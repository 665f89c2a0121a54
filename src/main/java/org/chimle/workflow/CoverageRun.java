package org.chimle.workflow;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.chimle.engine.config.InversionConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.inversion.Inversion;
import org.chimle.engine.inversion.Reach;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.job.PhaseProgress;
import org.chimle.engine.metric.Figure;
import org.chimle.image.ImageKind;
import org.chimle.image.Planes;
import org.chimle.image.ResultStack;
import org.chimle.image.StackAppearance;
import org.chimle.image.Tables;

/** One run of a {@link CoverageJob}: every plane by itself, tables and stack put together. */
final class CoverageRun {

	private static final int DECIMALS = 5;

	private final InversionConfig config;
	private final GenerationPlan plan;
	private final ImagePlus observed;
	private final JobMonitor monitor;
	private final ResultsTable restarts = Tables.empty(DECIMALS);
	private final ResultsTable summary = Tables.empty(DECIMALS);
	private final ResultStack nearest;
	private final PhaseProgress progress;
	private long steps;
	private int images;

	/** @throws InvalidInputException if the observed image does not fit the other */
	CoverageRun(final CoverageJob job, final GenerationPlan plan, final ImagePlus observed, final JobMonitor monitor) {
		config = job.config();
		this.plan = plan;
		this.observed = observed;
		this.monitor = monitor;
		requireFits();
		nearest = new ResultStack(plan.layout(1, false));
		progress = new PhaseProgress("optimising codes", plan.runs() * config.restarts() * config.steps(), monitor);
	}

	private void requireFits() {
		final ImagePlus image = plan.image();
		if (observed == null) {
			throw new InvalidInputException("There is no observed image; open the true image of " + image.getTitle() +
				" first.");
		}
		final int width = image.getWidth() * plan.scale();
		final int height = image.getHeight() * plan.scale();
		final int channels = ImageKind.of(observed).channels();
		if (observed.getWidth() == width && observed.getHeight() == height && channels == plan.outputChannels() && observed
			.getNSlices() == image.getNSlices() && observed.getNFrames() == image.getNFrames()) return;
		throw new InvalidInputException("The observed image " + observed.getTitle() + " has " + size(observed.getWidth(),
			observed.getHeight(), channels, observed) + ", but the model makes " + size(width, height, plan.outputChannels(),
				image) + " of " + image.getTitle() + "; choose the true image that belongs to it.");
	}

	private static String size(final int width, final int height, final int channels, final ImagePlus stack) {
		return width + " x " + height + " pixels" + (channels == 1 ? "" : ", " + channels + " channels") + (stack
			.getNSlices() == 1 ? "" : ", " + stack.getNSlices() + " slices") + (stack.getNFrames() == 1 ? "" : ", " + stack
				.getNFrames() + " frames");
	}

	CoverageJob.Result with(final Inversion inversion) {
		final ImagePlus image = plan.image();
		for (int t = 1; t <= image.getNFrames(); t++) {
			for (int z = 1; z <= image.getNSlices(); z++) position(inversion, z, t);
		}
		final String what = "nearest of " + config.restarts() + " outputs with optimised codes";
		return new CoverageJob.Result(restarts, summary, nearest.finish(ResultNames.baseName(image.getTitle()) + "-nearest",
			image, plan.scale(), plan.displayRanges(32), what + "\nseed: " + config.seed() + "\nsteps: " + config.steps()));
	}

	private void position(final Inversion inversion, final int z, final int t) {
		final FloatImage found = new FloatImage(plan.outputChannels(), plan.image().getHeight() * plan.scale(), plan.image()
			.getWidth() * plan.scale());
		int end = 0;
		for (int g = 0; g < plan.groups(); g++) {
			final FloatImage truth = plan.together() ? Planes.all(observed, z, t) : Planes.channel(observed, g + 1, z, t);
			Planes.requireFinite(truth, "The observed image " + observed.getTitle());
			final Reach reach = inversion.reach(plan.conditioning(plan.original(g, z, t)), plan.model().normalisation()
				.normaliseTarget(truth), config, monitor.control(), this::step);
			add(label(g, z, t), reach);
			final float[] values = plan.model().normalisation().restoreTarget(reach.nearest()).data();
			System.arraycopy(values, 0, found.data(), end, values.length);
			end += values.length;
		}
		// 32-bit results hold the values that the user reads off signed 16-bit images, not the stored ones.
		final int offset = StackAppearance.storedOffset(plan.image());
		for (int i = 0; i < end; i++) found.data()[i] -= offset;
		nearest.set(found, z, t, "nearest");
	}

	private String label(final int group, final int z, final int t) {
		final ImagePlus image = plan.image();
		return image.getTitle() + (image.getNSlices() > 1 ? " z=" + z : "") + (plan.groups() > 1 ? " c=" + (group + 1) : "") +
			(image.getNFrames() > 1 ? " t=" + t : "");
	}

	private void step() {
		progress.report(++steps);
	}

	private void add(final String label, final Reach reach) {
		images++;
		for (int r = 0; r < reach.restarts().size(); r++) {
			final Reach.Restart restart = reach.restarts().get(r);
			restarts.incrementCounter();
			restarts.addLabel(label);
			restarts.addValue(KeyColumn.IMAGE.heading(), images);
			restarts.addValue(KeyColumn.RESTART.heading(), r + 1);
			restarts.addValue(Figure.START_DISTANCE.heading(), restart.startDistance());
			restarts.addValue(Figure.REACHED_DISTANCE.heading(), restart.distance());
			restarts.addValue(Figure.REACHED_PSNR.heading(), restart.psnr());
			restarts.addValue(Figure.CODE_SIZE.heading(), restart.codeSize());
		}
		summary.incrementCounter();
		summary.addLabel(label);
		summary.addValue(KeyColumn.IMAGE.heading(), images);
		summary.addValue(KeyColumn.RESTARTS.heading(), reach.restarts().size());
		summary.addValue(Figure.MEAN_REACHED.heading(), reach.meanDistance());
		summary.addValue(Figure.DEVIATION_REACHED.heading(), reach.standardDeviation());
		summary.addValue(Figure.BEST_REACHED.heading(), reach.bestDistance());
		summary.addValue(Figure.BEST_REACHED_PSNR.heading(), reach.bestPsnr());
	}
}
