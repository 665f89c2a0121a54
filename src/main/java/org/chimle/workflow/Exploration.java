package org.chimle.workflow;

import ij.ImagePlus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LevelSeeds;
import org.chimle.engine.model.SavedModel;
import org.chimle.image.ImageKind;
import org.chimle.image.Region;
import org.chimle.image.ResultStack;
import org.chimle.image.StackAppearance;
import org.chimle.image.StackLayout;
import org.chimle.image.StackPosition;

/**
 * A part of an image that is explored with a model, level by level. The model is opened when something is drawn and stays
 * open until {@link #rest}; if it is lost, with the process that held it for instance, the next drawing opens it again.
 * Any thread; one draws at a time.
 */
public final class Exploration implements AutoCloseable {

	private final ExploreJob job;
	private final ImagePlus image;
	private final Compute compute;
	private final Path file;
	private final GenerationPlan plan;
	private final Provenance provenance;
	private final ImagePlus input;
	private final SampleConsistency consistency;
	private final List<FloatImage> originals = new ArrayList<>();
	private final List<FloatImage> inputs;
	private Compute.OpenModel open;

	Exploration(final ExploreJob job, final ImagePlus image, final Compute compute, final JobMonitor monitor) {
		this.job = job;
		this.image = image;
		this.compute = compute;
		file = Paths.of(job.modelFile(), "model file");
		open = compute.open(file, job.device(), monitor);
		try {
			plan = GenerationPlan.of(open.model(), StackPosition.of(image, job.part().slice(), job.part().frame()), job.part()
				.rectangle());
			consistency = SampleConsistency.of(job.consistency(), plan);
			provenance = new Provenance(file.getFileName().toString(), open.sha256(), open.precision(), InputCheck.run(plan, monitor));
			input = StackPosition.part(plan.image(), plan.region());
			for (int g = 0; g < plan.groups(); g++) originals.add(plan.original(g, 1, 1));
			inputs = originals.stream().map(plan::conditioning).toList();
		}
		catch (final RuntimeException | Error exc) {
			rest(); // nobody gets an exploration to close
			throw exc;
		}
	}

	/** @return the job, its part without anything left open */
	public ExploreJob job() {
		return job;
	}

	/** @return the image of which a part is explored */
	public ImagePlus image() {
		return image;
	}

	/** @return whether the part is less than the image's plane */
	public boolean isPart() {
		return !plan.region().equals(Region.whole(image));
	}

	/** @return a copy of the explored part as it is shown */
	public ImagePlus input() {
		return input;
	}

	/** @return the number of levels */
	public int levels() {
		return model().config().levelCount();
	}

	/** @return result pixels per pixel of the image along one axis */
	public int scale() {
		return plan.scale();
	}

	/** @return the path whose levels all have the candidate of that number */
	public CodePath first(final int number) {
		final List<LevelSeeds> seeds = new ArrayList<>();
		for (int l = 0; l < levels(); l++) seeds.add(LevelSeeds.of(CodePath.candidate(l, number)));
		return new CodePath(seeds);
	}

	private SavedModel model() {
		return plan.model();
	}

	/**
	 * Draws the output of a path's last level, whichever that is.
	 *
	 * @param path codes from the coarsest level up
	 * @param monitor asked whether to stop
	 * @return an image to look at, with the colours and display range of the part; not calibrated
	 */
	public ImagePlus level(final CodePath path, final JobMonitor monitor) {
		final FloatImage drawn = draw(path, monitor);
		final ResultStack stack = new ResultStack(new StackLayout(drawn.width(), drawn.height(), kind(), 1, 1));
		stack.set(drawn, 1, 1, path.text());
		return stack.finish("level " + path.length(), input, 1, plan.displayRanges(32), path.text());
	}

	/**
	 * Draws the sample that a path leads to.
	 *
	 * @param path codes of all levels
	 * @param monitor asked whether to stop
	 * @return a 32-bit image in the units of the training targets, calibrated, not yet shown
	 * @throws InvalidInputException if the path has too few or too many levels
	 */
	public ImagePlus sample(final CodePath path, final JobMonitor monitor) {
		requireWhole(path);
		final ResultStack stack = new ResultStack(plan.layout(1, false));
		stack.set(draw(path, monitor), 1, 1, "sample path=" + path.text());
		return finish(stack, "explored", "explored sample", path);
	}

	/**
	 * Draws the outputs of all levels of a path, each enlarged to the size of the sample by repeating its pixels.
	 *
	 * @param path codes of all levels
	 * @param monitor asked whether to stop
	 * @return a 32-bit stack, level l in frame l, in the units of the training targets, calibrated, not yet shown
	 * @throws InvalidInputException if the path has too few or too many levels
	 */
	public ImagePlus everyLevel(final CodePath path, final JobMonitor monitor) {
		requireWhole(path);
		final StackLayout layout = plan.layout(levels(), false);
		final ResultStack stack = new ResultStack(layout);
		for (int l = 0; l < levels(); l++) {
			stack.set(enlarged(draw(path.upTo(l + 1), monitor), layout, levels() - 1 - l), 1, l + 1, "level " + (l + 1) + " of " +
				levels() + " path=" + path.text());
		}
		return finish(stack, "levels", "outputs of all levels of an explored sample", path);
	}

	private static FloatImage enlarged(final FloatImage small, final StackLayout layout, final int doublings) {
		final FloatImage result = new FloatImage(small.channels(), layout.height(), layout.width());
		for (int c = 0; c < result.channels(); c++) {
			for (int y = 0; y < result.height(); y++) {
				for (int x = 0; x < result.width(); x++) {
					result.set(c, y, x, small.get(c, y >> doublings, x >> doublings));
				}
			}
		}
		return result;
	}

	private ImagePlus finish(final ResultStack stack, final String suffix, final String what, final CodePath path) {
		final String info = provenance.info(what, plan, "CHIMLE path: " + path.text() +
			"\nCHIMLE region: " + job.part().region() + "\nCHIMLE slice: " + job.part().slice() + "\nCHIMLE frame: " + job.part()
				.frame() + "\n" + consistency.info());
		return stack.finish(ResultNames.baseName(image.getTitle()) + "-" + suffix, plan.origin(), plan.displayRanges(32), info);
	}

	/**
	 * Lets a reference do the choosing.
	 *
	 * @param reference as large as the sample of the part, or of the whole image; a selection in it says where samples are
	 *          compared
	 * @param candidates codes tried in every level
	 * @param monitor told of progress, asked whether to stop
	 * @return the path to the nearest sample
	 * @throws InvalidInputException if the reference does not fit
	 */
	public CodePath nearest(final ImagePlus reference, final int candidates, final JobMonitor monitor) {
		final Reference fitted = Reference.of(reference, plan, job.part(), image);
		rest(); // else the job would need a process of its own beside that of the model
		return compute.run(new NearestPath(file.toAbsolutePath().toString(), job.device(), inputs, fitted.images(), fitted
			.area(), candidates), monitor).path();
	}

	private void requireWhole(final CodePath path) {
		if (path.length() == levels()) return;
		throw new InvalidInputException("The path has " + path.length() + " levels, but the model " + file.getFileName() +
			" has " + levels() + "; name every level, for instance " + first(1) + ".");
	}

	/** @return all channels in the units of the targets, as a user reads them off */
	private FloatImage draw(final CodePath path, final JobMonitor monitor) {
		final List<FloatImage> drawn = new ArrayList<>();
		for (final FloatImage output : drawn(path, monitor)) {
			drawn.add(consistency.of(model().normalisation().restoreTarget(output), originals.get(drawn.size())));
		}
		final FloatImage first = drawn.get(0);
		final FloatImage result = new FloatImage(plan.outputChannels(), first.height(), first.width());
		final int offset = StackAppearance.storedOffset(image);
		int end = 0;
		for (final FloatImage one : drawn) for (final float value : one.data()) result.data()[end++] = value - offset;
		return result;
	}

	private synchronized List<FloatImage> drawn(final CodePath path, final JobMonitor monitor) {
		try {
			if (open == null) open = compute.open(file, job.device(), monitor);
			return open.level(inputs, path, monitor);
		}
		catch (final RuntimeException | Error exc) {
			rest();
			throw exc;
		}
	}

	private ImageKind kind() {
		return new ImageKind(32, false, plan.outputChannels());
	}

	/** Lets go of the model until something is drawn again. */
	public synchronized void rest() {
		if (open != null) open.close();
		open = null;
	}

	@Override
	public void close() {
		rest();
	}
}
