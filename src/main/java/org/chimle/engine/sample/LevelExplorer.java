package org.chimle.engine.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.ConditionedTower;
import org.chimle.engine.model.ConditionedTower.Level;
import org.chimle.engine.model.LevelSeeds;
import org.chimle.engine.tensor.Scope;

/**
 * Draws the outputs of single levels of one image. The levels of the last path stay on the device, so that a path which
 * begins like it costs only the levels where it differs: candidates of one level cost that level alone. To be closed
 * before the {@link Sampler} it comes from; one thread at a time.
 */
public final class LevelExplorer implements AutoCloseable {

	/** A level of the last path. */
	private record Step(LevelSeeds seeds, Level level) {}

	private final Sampler sampler;
	private final FloatImage input;
	private final NDManager manager;
	private final ConditionedTower tower;
	private final List<Step> steps = new ArrayList<>();

	LevelExplorer(final Sampler sampler, final FloatImage input, final NDManager manager) {
		this.sampler = sampler;
		this.input = input;
		this.manager = manager;
		try {
			tower = Scope.get(() -> {
				final ConditionedTower made = sampler.tower(input);
				made.inputs().forEach(this::keep);
				return made;
			});
		}
		catch (final RuntimeException | Error exc) {
			manager.close(); // nobody gets an explorer to close
			throw exc;
		}
	}

	/**
	 * Draws the output of a path's last level.
	 *
	 * @param path codes from the coarsest level up to the one that is wanted
	 * @param monitor asked whether to stop
	 * @return the image in [0, 1], shape (imageChannels, h, w); after the last level, the sample that
	 *         {@link Sampler#sample} draws, bit for bit
	 * @throws InvalidInputException if memory does not suffice, even in small pieces
	 */
	public FloatImage draw(final CodePath path, final JobMonitor monitor) {
		return sampler.inMemory(input, () -> advance(path, monitor), monitor);
	}

	private FloatImage advance(final CodePath path, final JobMonitor monitor) {
		int same = 0;
		while (same < Math.min(steps.size(), path.length()) && steps.get(same).seeds.equals(path.level(same))) same++;
		while (steps.size() > same) drop();
		for (int l = steps.size(); l < path.length(); l++) {
			monitor.checkCancelled();
			final Level level = tower.run(l, path.level(l), l == 0 ? null : steps.get(l - 1).level);
			level.state().own().forEach(this::keep);
			steps.add(new Step(path.level(l), level));
		}
		return tower.image(path.length() - 1, steps.get(path.length() - 1).level);
	}

	private void keep(final NDArray array) {
		Scope.keep(array).attach(manager);
	}

	private void drop() {
		steps.remove(steps.size() - 1).level.state().own().close();
	}

	/** @return arrays held on the device: those of the input, and of the last path's levels */
	int heldArrays() {
		return manager.getManagedArrays().size();
	}

	@Override
	public void close() {
		manager.close();
	}
}
