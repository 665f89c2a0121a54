package org.chimle.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.sample.Sampler;
import org.chimle.engine.train.TrainingObserver;
import org.chimle.image.Montage;
import org.chimle.image.RunningMoments;

/**
 * Draws now and then what the model in training makes of one pair: input | samples | mean | standard deviation |
 * target. The samples are those that a {@link GenerationJob} with the run's seed would make if the model were finished now,
 * consistent with the input where training found that inputs and targets agree; so the same step always gives the same
 * picture. A preview that fails costs one sentence, never the training.
 */
final class TrainingPreview implements TrainingObserver {

	/** Samples in the picture; mean and standard deviation are over a few more. */
	private static final int SHOWN = 3;
	private static final int DRAWN = 6;
	/** Side of the square in the middle of the target that is shown, in pixels. */
	private static final int SIDE = 256;
	private static final long EVERY_NANOS = 10_000_000_000L;
	/** Before that there is nothing to see. */
	private static final int LEAST_STEPS = 20;
	/** But for the first and the last, previews take at most one part in that many of the run's time. */
	private static final int LEAST_SHARE = 40;

	private final PairSource pairs;
	private final TrainingFolder folder;
	private final String device;
	private final LongSupplier clockNanos;
	private final long start;
	private long endOfLast;
	private long spent;
	private long stepsSeen;
	private boolean failing;

	/**
	 * @param pairs the normalised pairs
	 * @param folder where the pictures go
	 * @param device where to compute
	 * @param clockNanos tells the time
	 */
	TrainingPreview(final PairSource pairs, final TrainingFolder folder, final String device,
		final LongSupplier clockNanos)
	{
		this.pairs = pairs;
		this.folder = folder;
		this.device = device;
		this.clockNanos = clockNanos;
		start = clockNanos.getAsLong();
		endOfLast = start;
	}

	@Override
	public void look(final Scene scene, final boolean last, final JobMonitor monitor) {
		final long now = clockNanos.getAsLong();
		final boolean due = scene.steps() >= LEAST_STEPS && now - endOfLast >= EVERY_NANOS && now - start >= LEAST_SHARE *
			spent;
		if (scene.steps() == stepsSeen || !due && !last) return;
		stepsSeen = scene.steps();
		try {
			draw(scene, monitor);
			failing = false;
		}
		catch (final JobCancelledException exc) {
			throw exc;
		}
		catch (final IOException | RuntimeException | OutOfMemoryError exc) {
			warn(exc, monitor); // whatever it was: hours of training are worth more than a picture
		}
		endOfLast = clockNanos.getAsLong();
		spent += endOfLast - now;
	}

	private void draw(final Scene scene, final JobMonitor monitor) throws IOException {
		final SavedModel model = scene.model().get();
		final SampleConsistency consistency = SampleConsistency.of(ConsistencyChoice.AUTO, model);
		final Normalisation units = model.normalisation();
		final ImagePair pair = middle(pairs.get(scene.pair()), model.config().scale());
		// Colours are made of lightness, which has no other units.
		final FloatImage original = model.config().task() == Task.COLOURIZATION ? pair.input() : units.restoreInput(pair
			.input());
		final List<FloatImage> shown = new ArrayList<>();
		final RunningMoments moments = new RunningMoments(pair.target().channels(), pair.target().height(), pair.target()
			.width());
		try (Sampler sampler = new Sampler(model, device)) {
			for (int i = 0; i < DRAWN; i++) {
				final LatentCode code = LatentCode.ofSample(model.training().config().seed(), i, model.config().levelCount());
				final FloatImage sample = consistency.of(units.restoreTarget(sampler.sample(pair.input(), code, monitor)), original);
				moments.add(sample);
				if (i < SHOWN) shown.add(sample);
			}
		}
		final Montage.Row row = new Montage.Row(original, shown, moments.mean(), moments.standardDeviation(), units
			.restoreTarget(pair.target()), false);
		final Path file = folder.preview(scene.steps());
		final Path unfinished = TrainingFolder.unfinished(file);
		try {
			Montage.write(List.of(row), unfinished);
			Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
		folder.thin();
		monitor.emit(new JobEvent.Preview(scene.steps(), pair.name(), file.toString(), Montage.headings(SHOWN, true)));
	}

	private static ImagePair middle(final ImagePair pair, final int scale) {
		final FloatImage input = pair.input();
		final int height = Math.min(input.height(), Math.max(1, SIDE / scale));
		final int width = Math.min(input.width(), Math.max(1, SIDE / scale));
		final int y = (input.height() - height) / 2;
		final int x = (input.width() - width) / 2;
		return new ImagePair(pair.name(), input.crop(y, x, height, width), pair.target().crop(y * scale, x * scale, height *
			scale, width * scale));
	}

	private void warn(final Throwable exc, final JobMonitor monitor) {
		if (failing) return;
		failing = true;
		final String reason = exc.getMessage() == null ? exc.getClass().getSimpleName() : exc.getMessage();
		monitor.say("No preview could be drawn (" + reason.replaceAll("\\s+", " ").replaceAll("[.;]\\s*$", "") +
			"); training goes on.");
	}
}
