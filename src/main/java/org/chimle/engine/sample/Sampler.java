package org.chimle.engine.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.ConditionedTower;
import org.chimle.engine.model.FrozenModel;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.tensor.MemoryShortage;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Workers;

/**
 * Draws samples of a trained model. Owns the network's weights on the device until it is closed; one thread at a time.
 */
public final class Sampler implements AutoCloseable {

	/** Threads that draw a sample each; they need as many times the memory. */
	private static final int MOST_SIDE_BY_SIDE = 4;

	/** Values of the samples that are drawn side by side; an operation on bigger ones has work for all cores. */
	private static final long VALUES_SIDE_BY_SIDE = 1 << 20;

	private final FrozenModel model;
	private Workers workers;
	private boolean oneByOne;

	/**
	 * A sampler that computes in float32.
	 *
	 * @param saved the trained model
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @throws InvalidInputException if there is no such device, or the weights do not fit its memory
	 */
	public Sampler(final SavedModel saved, final String device) {
		this(saved, device, Precision.FLOAT32);
	}

	/**
	 * @param saved the trained model
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @param precision the format that samples are computed in; they are the same up to its rounding
	 * @throws InvalidInputException if there is no such device, or the weights do not fit its memory
	 */
	public Sampler(final SavedModel saved, final String device, final Precision precision) {
		model = new FrozenModel(saved, device, precision);
	}

	/**
	 * @param values of one sample, channels x height x width
	 * @return how many samples of that size {@link #samples} should be asked for at a time
	 */
	public static int together(final long values) {
		return (int) Math.max(1, Math.min(MOST_SIDE_BY_SIDE, VALUES_SIDE_BY_SIDE / values));
	}

	/**
	 * Draws one sample of an image of any size. An image whose sides are no multiple of what the levels need is extended
	 * by mirroring, and the sample cropped.
	 *
	 * @param input conditioning image, normalised, shape (inputChannels, H, W)
	 * @param code the latent code; the same code and image give the same sample
	 * @param monitor asked whether to stop
	 * @return the sample in [0, 1], shape (imageChannels, H * scale, W * scale)
	 * @throws InvalidInputException if memory does not suffice, even in small pieces
	 */
	public FloatImage sample(final FloatImage input, final LatentCode code, final JobMonitor monitor) {
		return inMemory(input, () -> run(input, CodePath.of(code), monitor), monitor);
	}

	/**
	 * Draws several samples of an image, on a processor side by side, which is faster for small images: an operation on
	 * one of them has too little work for several cores. When memory does not suffice for that, they are drawn one by one.
	 *
	 * @param input conditioning image, normalised, shape (inputChannels, H, W)
	 * @param codes the latent codes
	 * @param monitor asked whether to stop
	 * @return for every code what {@link #sample(FloatImage, LatentCode, JobMonitor)} gives
	 * @throws InvalidInputException if memory does not suffice, even in small pieces
	 */
	public List<FloatImage> samples(final FloatImage input, final List<LatentCode> codes, final JobMonitor monitor) {
		if (codes.size() > 1 && !oneByOne) {
			try {
				return sideBySide(input, codes, monitor);
			}
			catch (final RuntimeException | OutOfMemoryError exc) {
				if (!MemoryShortage.explains(exc)) throw exc;
				MemoryShortage.release(model.manager());
				oneByOne = true;
				monitor.say("Memory ran short; sampling goes on with one sample at a time.");
			}
		}
		return codes.stream().map(code -> sample(input, code, monitor)).toList();
	}

	private List<FloatImage> sideBySide(final FloatImage input, final List<LatentCode> codes, final JobMonitor monitor) {
		if (workers == null) workers = Workers.of(model.manager(), MOST_SIDE_BY_SIDE);
		final List<Supplier<FloatImage>> tasks = new ArrayList<>();
		for (final LatentCode code : codes) tasks.add(() -> Scope.get(() -> run(input, CodePath.of(code), monitor)));
		final List<FloatImage> samples = new ArrayList<>();
		workers.inOrder(tasks, samples::add);
		return samples;
	}

	/**
	 * Starts to explore an image level by level.
	 *
	 * @param input conditioning image, normalised, shape (inputChannels, H, W)
	 * @return draws with this sampler's weights; to be closed before it
	 */
	public LevelExplorer explore(final FloatImage input) {
		return new LevelExplorer(this, input, model.manager().newSubManager());
	}

	/** Draws in ever smaller pieces as long as memory does not suffice. */
	FloatImage inMemory(final FloatImage input, final Supplier<FloatImage> drawing, final JobMonitor monitor) {
		return model.inMemory("sampling", input, () -> Scope.get(drawing), monitor);
	}

	/** @return the tower for an image; its arrays belong to the current scope */
	ConditionedTower tower(final FloatImage input) {
		return model.tower(input);
	}

	private FloatImage run(final FloatImage input, final CodePath path, final JobMonitor monitor) {
		final ConditionedTower tower = tower(input);
		ConditionedTower.Level level = null;
		for (int l = 0; l < path.length(); l++) {
			monitor.checkCancelled();
			final ConditionedTower.Level below = level;
			level = tower.run(l, path.level(l), below);
			if (below != null) below.state().features().close();
		}
		level.state().features().close();
		return tower.image(path.length() - 1, level);
	}

	/** @return arrays held on the device, as many after every sample as before the first */
	int heldArrays() {
		return model.manager().getManagedArrays().size();
	}

	@Override
	public void close() {
		if (workers != null) workers.close();
		model.close();
	}
}
